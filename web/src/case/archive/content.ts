/** Whether a file is a zip archive, by its content: its name says nothing. */

const LOCAL_HEADER = [0x50, 0x4b, 3, 4];
/** An archive without entries begins with its end. */
const END = [0x50, 0x4b, 5, 6];
const DICM = [0x44, 0x49, 0x43, 0x4d];
const PREAMBLE = 128;

/** A DICOM file whose preamble looks like an archive is a DICOM file. Rejects where the file cannot be read. */
export async function isArchive(file: Blob): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, PREAMBLE + DICM.length).arrayBuffer());
  const has = (bytes: number[], at: number) => bytes.every((byte, index) => head[at + index] === byte);
  return (has(LOCAL_HEADER, 0) || has(END, 0)) && !has(DICM, PREAMBLE);
}
