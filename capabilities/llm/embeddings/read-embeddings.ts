import { z } from 'zod'
import { type FailedReply, failed } from '../completion/completion-reader.ts'
import { parseContextOverflow } from '../context/context-overflow.ts'
import type { ResponseHead } from '../exchange/exchange.ts'
import type { FailureCode } from '../exchange/failure-code.ts'

export type EmbeddingsReply =
  /** One vector a text, in their order, all of one length. */
  | { readonly kind: 'vectors'; readonly vectors: readonly Float32Array[] }
  /** One of the texts is longer than the model reads. */
  | { readonly kind: 'too-long' }
  /** The server, or this model of it, makes no embeddings. */
  | { readonly kind: 'not-offered'; readonly code: FailureCode }
  | FailedReply

const answerSchema = z.object({
  data: z.array(z.object({ index: z.int().nonnegative().optional(), embedding: z.array(z.number()).min(1) })),
})

// Statuses that speak of the endpoint, not of the request: no such path or model, or not built in (llama.cpp).
const absentStatuses: readonly number[] = [404, 405, 501]
// In the words of vLLM (with 400, and in some versions with 200), llama.cpp (501) and Ollama (500).
const absentWords = /(?:does not|doesn't|do not) support (?:the )?embeddings?|not an embedding model/i
// llama.cpp (500), text-embeddings-inference (413), and others; most speak as they do of a prompt.
const lengthWords = /too large to process|input (?:is )?too long|less than \d+ tokens|(?:input|sequence) length/i
/** More than any server's explanation needs. */
const maxErrorUnits = 20_000

/** Reads the whole reply to a request for `count` vectors. What is not exactly that many, of one length, is no answer. */
export function readEmbeddings(head: ResponseHead, body: string, count: number): EmbeddingsReply {
  const vectors = head.status === 200 ? parseVectors(body, count) : null
  if (vectors !== null) return { kind: 'vectors', vectors }
  const code = head.status === 200 ? 'bad_answer' : `http_${head.status}`
  const words = body.slice(0, maxErrorUnits)
  if (absentStatuses.includes(head.status) || absentWords.test(words)) return { kind: 'not-offered', code }
  if (parseContextOverflow(words) !== null || lengthWords.test(words)) return { kind: 'too-long' }
  return failed(code, head.retryAfter)
}

function parseVectors(body: string, count: number): readonly Float32Array[] | null {
  const answer = answerSchema.safeParse(parseJson(body))
  if (!answer.success || answer.data.data.length !== count) return null
  const ordered = answer.data.data
    .map(({ index, embedding }, place) => ({ place: index ?? place, vector: Float32Array.from(embedding) }))
    .sort((one, other) => one.place - other.place)
  const length = ordered[0]?.vector.length
  const isWhole = ordered.every(({ place, vector }, expected) => place === expected && vector.length === length)
  return isWhole ? ordered.map(({ vector }) => vector) : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
