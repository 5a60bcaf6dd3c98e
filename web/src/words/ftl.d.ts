/** esbuild gives a file of the catalogue as its text. */
declare module '*.ftl' {
  const text: string;
  export default text;
}
