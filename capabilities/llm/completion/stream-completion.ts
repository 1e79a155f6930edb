import type { ModelMessage } from '../contract.ts'
import type { Connection } from '../exchange/connection.ts'
import type { Deadline } from '../exchange/deadline.ts'
import { type Call, startExchange } from '../exchange/exchange.ts'
import {
  type AnsweredReply,
  createCompletionReader,
  type FailedReply,
  failed,
  type TooLongReply,
} from './completion-reader.ts'

export interface CompletionCall {
  readonly model: string
  readonly messages: readonly ModelMessage[]
  readonly temperature: number
  readonly maxTokens: number
  readonly firstTokenTimeoutMs: number
  /** Its end code is the code of the failure that follows. */
  readonly deadline: Deadline
  /** Told of the first token; `soFar` reads what was said until now. */
  readonly onSpeaking?: ((soFar: () => string) => void) | undefined
}

/** A whole answer, with the model's name and the time it took to begin. */
export interface AnsweredCompletion extends AnsweredReply {
  readonly model: string
  readonly firstTokenMs: number
}

/** Asks for one streamed answer, once. Nothing is kept of a stream that breaks. Never rejects. */
export async function streamCompletion(
  connection: Connection,
  call: CompletionCall,
): Promise<AnsweredCompletion | TooLongReply | FailedReply> {
  const { clock } = connection
  const endCode = call.deadline.endCode()
  if (endCode !== null) return failed(endCode)
  const startedMs = clock.elapsed()
  let firstTokenMs: number | null = null
  const reader = createCompletionReader()

  const exchange = startExchange(buildRequest(connection, call), {
    ...connection,
    onHead: reader.takeHead,
    onText: text => {
      if (reader.state() !== 'reading') return
      reader.takeText(text)
      if (firstTokenMs === null && reader.hasToken()) {
        firstTokenMs = clock.elapsed() - startedMs
        stopTokenTimer()
        call.onSpeaking?.(reader.soFar)
      }
      if (reader.state() === 'done') exchange.finish()
      if (reader.state() === 'unreadable') exchange.stop('bad_answer')
    },
  })
  const stopTokenTimer = clock.after(call.firstTokenTimeoutMs, () => exchange.stop('first_token_timeout'))
  const forget = call.deadline.onEnd(exchange.stop)

  const end = await exchange.ended
  stopTokenTimer()
  forget()
  if (end.kind === 'failed') return failed(end.code)
  const reply = reader.reply()
  if (reply.kind !== 'answered') return reply
  return { ...reply, model: reply.model ?? call.model, firstTokenMs: firstTokenMs ?? clock.elapsed() - startedMs }
}

function buildRequest(connection: Connection, call: CompletionCall): Call {
  const body = {
    model: call.model,
    messages: call.messages.map(toWire),
    temperature: call.temperature,
    max_tokens: call.maxTokens,
    stream: true,
    stream_options: { include_usage: true },
  }
  return {
    method: 'POST',
    url: connection.completionsUrl,
    headers: connection.headers,
    body: JSON.stringify(body),
  }
}

/** Words alone stay a string: not every server takes them as parts. */
function toWire({ role, content, pictures = [] }: ModelMessage) {
  if (pictures.length === 0) return { role, content }
  const shown = pictures.map(url => ({ type: 'image_url', image_url: { url } }))
  return { role, content: [{ type: 'text', text: content }, ...shown] }
}
