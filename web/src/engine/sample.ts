/** A file with the path it has inside the folder that was dropped. */
export interface PathFile {
  path: string;
  file: File;
}

/**
 * The files of `sample.bin`: gzip of the length of an index (u32, little-endian), the index as JSON
 * (`[{"path": "...", "size": 123}, ...]`), then the files' bytes in the same order.
 */
export async function unpackSample(packed: Blob): Promise<PathFile[]> {
  const stream = packed.stream().pipeThrough(new DecompressionStream('gzip'));
  const all = await new Response(stream).blob();
  const length = new DataView(await all.slice(0, 4).arrayBuffer()).getUint32(0, true);
  const index = JSON.parse(await all.slice(4, 4 + length).text()) as { path: string; size: number }[];
  let offset = 4 + length;
  return index.map(({ path, size }) => {
    const bytes = all.slice(offset, (offset += size));
    return { path, file: new File([bytes], path.split('/').pop() ?? path) };
  });
}
