import type { ServerResponse } from 'node:http'
import { z } from 'zod'
import { embedText } from './embed-text.ts'
import { sendError, sendJson } from './respond.ts'

const requestSchema = z.object({
  model: z.string(),
  input: z.union([z.string().transform(text => [text]), z.array(z.string()).min(1)]),
  // What the openai package asks for unless told otherwise.
  encoding_format: z.enum(['float', 'base64']).default('float'),
})

export function sendEmbeddings(response: ServerResponse, body: unknown): void {
  const request = requestSchema.safeParse(body)
  if (!request.success)
    return void sendError(response, 400, request.error.issues.map(issue => issue.message).join('; '))
  const { model, input, encoding_format } = request.data
  const data = input.map((text, index) => {
    const vector = embedText(text)
    return { object: 'embedding', index, embedding: encoding_format === 'base64' ? toBase64(vector) : vector }
  })
  sendJson(response, 200, { object: 'list', model, data, usage: { prompt_tokens: 0, total_tokens: 0 } })
}

/** 32-bit floats, little-endian, one after the other. */
function toBase64(vector: readonly number[]): string {
  return Buffer.from(Float32Array.from(vector).buffer).toString('base64')
}
