import type { ServerResponse } from 'node:http'
import { z } from 'zod'
import { countTokensByBytes } from './compose-answer.ts'
import { embedText } from './embed-text.ts'
import type { Fault } from './fault.ts'
import { sendError, sendJson } from './respond.ts'

const requestSchema = z.object({
  model: z.string(),
  input: z.union([z.string().transform(text => [text]), z.array(z.string()).min(1)]),
  // What the openai package asks for unless told otherwise.
  encoding_format: z.enum(['float', 'base64']).default('float'),
})

/** What can go wrong with embeddings. */
export type EmbeddingsFault = Extract<Fault, { kind: 'status' | 'hang' | 'drop' | 'garbage' }>

export interface EmbeddingsSettings {
  /** All models that are served. */
  readonly models: readonly string[]
  /** Those that make embeddings. Default: all. */
  readonly embeddingModels?: readonly string[]
  /** Of one text. Default: none. */
  readonly maxEmbeddingTokens?: number
  /** What a text means. Default: its letter trigrams. */
  readonly embed?: (text: string) => readonly number[]
}

export interface EmbeddingsEndpoint {
  answer(response: ServerResponse, body: unknown): void
  failNext(...faults: readonly EmbeddingsFault[]): void
  failAlways(fault: EmbeddingsFault | null): void
}

export function createEmbeddingsEndpoint(settings: EmbeddingsSettings): EmbeddingsEndpoint {
  const {
    models,
    embeddingModels = models,
    maxEmbeddingTokens = Number.POSITIVE_INFINITY,
    embed = embedText,
  } = settings
  const nextFaults: EmbeddingsFault[] = []
  let lastingFault: EmbeddingsFault | null = null
  return {
    failNext: (...faults) => {
      nextFaults.push(...faults)
    },
    failAlways: fault => {
      lastingFault = fault
    },
    answer(response, body) {
      const fault = nextFaults.shift() ?? lastingFault
      if (fault !== null) return playFault(response, fault)
      const request = requestSchema.safeParse(body)
      if (!request.success) {
        return sendError(response, 400, request.error.issues.map(issue => issue.message).join('; '))
      }
      const { model, input, encoding_format: format } = request.data
      const refusal = refuse(model, input)
      if (refusal !== null) return sendError(response, refusal.status, refusal.message)
      const data = input.map((text, index) => ({ object: 'embedding', index, embedding: encode(embed(text), format) }))
      sendJson(response, 200, { object: 'list', model, data, usage: { prompt_tokens: 0, total_tokens: 0 } })
    },
  }

  /** In vLLM's words. */
  function refuse(
    model: string,
    texts: readonly string[],
  ): { readonly status: number; readonly message: string } | null {
    if (!models.includes(model)) return { status: 404, message: `The model \`${model}\` does not exist.` }
    if (!embeddingModels.includes(model)) return { status: 400, message: 'The model does not support Embeddings API' }
    const longest = Math.max(...texts.map(countTokensByBytes))
    if (longest <= maxEmbeddingTokens) return null
    return {
      status: 400,
      message: `This model's maximum context length is ${maxEmbeddingTokens} tokens. However, you requested ${longest} tokens in the input for embedding generation. Please reduce the length of the input.`,
    }
  }
}

function playFault(response: ServerResponse, fault: EmbeddingsFault): void {
  switch (fault.kind) {
    case 'hang':
      return
    case 'drop':
      return void response.destroy()
    case 'garbage':
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>welcome</html>')
    case 'status':
      if (fault.retryAfterSeconds !== undefined) response.setHeader('retry-after', String(fault.retryAfterSeconds))
      sendError(response, fault.status, `Injected ${fault.status}`)
  }
}

/** As numbers, or as 32-bit floats, little-endian, one after the other. */
function encode(vector: readonly number[], format: 'float' | 'base64'): readonly number[] | string {
  return format === 'float' ? vector : Buffer.from(Float32Array.from(vector).buffer).toString('base64')
}
