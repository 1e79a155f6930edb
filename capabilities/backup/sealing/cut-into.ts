export interface Chunk {
  readonly bytes: Buffer
  readonly isLast: boolean
}

/** The same bytes in pieces of `size`; the last one is shorter, and there is always one, though it may be empty. */
export async function* cutInto(source: AsyncIterable<Buffer>, size: number): AsyncGenerator<Chunk> {
  let held: Buffer = Buffer.alloc(0)
  for await (const bytes of source) {
    held = held.length === 0 ? bytes : Buffer.concat([held, bytes])
    // One piece stays behind: only the end of the source tells which is the last.
    while (held.length > size) {
      yield { bytes: held.subarray(0, size), isLast: false }
      held = held.subarray(size)
    }
  }
  yield { bytes: held, isLast: true }
}
