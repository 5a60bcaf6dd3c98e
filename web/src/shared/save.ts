/** Hands a small file to the browser, which saves it where it saves downloads. No request. */

/** A browser reads the Blob behind the address soon after the click. */
const PATIENCE = 20_000;

export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), PATIENCE);
}
