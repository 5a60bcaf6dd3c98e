/** esbuild gathers the style sheets into app.css. */
declare module '*.css';
