/** Vectors of one model for texts, one each, in their order. */
export type EmbedOutcome =
  | {
      readonly kind: 'vectors'
      readonly model: string
      readonly vectors: readonly (readonly number[] | Float32Array)[]
    }
  /** No server, no such model, or it failed: search goes on by words alone. */
  | { readonly kind: 'unavailable' }

/** Asks the model server what texts mean. Never throws; a call that is aborted is unavailable. */
export type Embed = (texts: readonly string[], signal: AbortSignal) => Promise<EmbedOutcome>

/** As `passages.embedding` holds it: 32-bit floats, little-endian, of length 1, so that a dot product is the cosine. */
export function packVector(vector: readonly number[] | Float32Array): Buffer {
  const length = Math.hypot(...vector) || 1
  const packed = Buffer.alloc(vector.length * 4)
  vector.forEach((value, index) => void packed.writeFloatLE(value / length, index * 4))
  return packed
}

export function unpackVector(packed: Buffer): Float32Array {
  const vector = new Float32Array(packed.length / 4)
  for (let index = 0; index < vector.length; index++) vector[index] = packed.readFloatLE(index * 4)
  return vector
}
