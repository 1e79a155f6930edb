const DIMENSIONS = 64

/** A unit vector from the text's letter trigrams: the same text gives the same vector, like texts give near ones. */
export function embedText(text: string): readonly number[] {
  const vector = new Array<number>(DIMENSIONS).fill(0)
  const padded = `  ${text.toLowerCase()} `
  for (let index = 0; index + 3 <= padded.length; index++) {
    const dimension = hash(padded.slice(index, index + 3)) % DIMENSIONS
    vector[dimension] = (vector[dimension] ?? 0) + 1
  }
  const length = Math.hypot(...vector)
  return vector.map(value => value / length)
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  return value >>> 0
}
