import { failed } from '../completion/completion-reader.ts'
import type { Connection } from '../exchange/connection.ts'
import type { Deadline } from '../exchange/deadline.ts'
import { type ResponseHead, startExchange } from '../exchange/exchange.ts'
import { type EmbeddingsReply, readEmbeddings } from './read-embeddings.ts'

export interface EmbeddingsCall {
  readonly model: string
  readonly texts: readonly string[]
  /** Its end code is the code of the failure that follows. */
  readonly deadline: Deadline
}

/** Asks `POST /v1/embeddings`, once. Never rejects. */
export async function requestEmbeddings(
  connection: Connection,
  { model, texts, deadline }: EmbeddingsCall,
): Promise<EmbeddingsReply> {
  const endCode = deadline.endCode()
  if (endCode !== null) return failed(endCode)
  let head: ResponseHead = { status: 0, retryAfter: null }
  let body = ''
  const exchange = startExchange(
    {
      method: 'POST',
      url: connection.embeddingsUrl,
      headers: connection.headers,
      body: JSON.stringify({ model, input: texts }),
    },
    {
      ...connection,
      onHead: received => {
        head = received
      },
      onText: text => {
        body += text
      },
    },
  )
  const forget = deadline.onEnd(exchange.stop)
  const end = await exchange.ended
  forget()
  return end.kind === 'failed' ? failed(end.code) : readEmbeddings(head, body, texts.length)
}
