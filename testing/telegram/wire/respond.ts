import type { ServerResponse } from 'node:http'
import type { Answer } from './api-call.ts'
import type { Refusal } from './refusal.ts'

export function sendAnswer(response: ServerResponse, { json, description }: Answer): void {
  const words = description === undefined ? '' : `,"description":${JSON.stringify(description)}`
  send(response, 200, `{"ok":true,"result":${json}${words}}`)
}

export function sendRefusal(response: ServerResponse, refusal: Refusal): void {
  const retryAfter = refusal.parameters?.retry_after
  if (retryAfter !== undefined) response.setHeader('Retry-After', retryAfter)
  const error = { ok: false, error_code: refusal.status, description: refusal.message }
  send(response, refusal.status, JSON.stringify({ ...error, parameters: refusal.parameters ?? undefined }))
}

/** What a broken proxy answers in the server's place. */
export function sendGarbage(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/html' })
  response.end('<html><body>Please accept the terms of use.</body></html>')
}

export function sendBytes(response: ServerResponse, bytes: Buffer): void {
  response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': bytes.length })
  response.end(bytes)
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) })
  response.end(body)
}
