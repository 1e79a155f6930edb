import type { ServerResponse } from 'node:http'
import { type Clock, sleep } from '#shared/utils'
import { type ChatRequest, lastUserText, parseChatRequest, picturesOf } from './chat-request.ts'
import { type Completion, completionBody, streamFrames } from './completion-frames.ts'
import { composeAnswer, type ModelLimits } from './compose-answer.ts'
import type { Fault } from './fault.ts'
import { playFrames } from './play-frames.ts'
import { sendError } from './respond.ts'

export interface ChatSettings {
  readonly models: readonly string[]
  readonly limits: ModelLimits
  readonly latencyMs?: number | readonly [minMs: number, maxMs: number]
  readonly tokens?: number
  readonly chunkIntervalMs?: number
  readonly reply?: (request: ChatRequest) => string
  readonly sight?: 'sees' | 'refuses' | 'overlooks'
  readonly clock: Clock
}

export interface ChatEndpoint {
  answer(response: ServerResponse, body: unknown): Promise<void>
  failNext(...faults: readonly Fault[]): void
  failAlways(fault: Fault | null): void
}

export function createChatEndpoint(settings: ChatSettings): ChatEndpoint {
  const { clock, limits, models } = settings
  const reply = settings.reply ?? (request => `You said: ${lastUserText(request)}`)
  const nextFaults: Fault[] = []
  let lastingFault: Fault | null = null
  let count = 0

  return {
    failNext: (...faults) => {
      nextFaults.push(...faults)
    },
    failAlways: fault => {
      lastingFault = fault
    },
    async answer(response, body) {
      const number = count++
      const fault = nextFaults.shift() ?? lastingFault
      if (fault?.kind === 'hang') return
      if (fault?.kind === 'drop') return void response.destroy()
      if (fault?.kind === 'status') return sendStatus(response, fault)

      const parsed = parseChatRequest(body)
      if (parsed.kind === 'invalid') return sendError(response, 400, parsed.message)
      const { request } = parsed
      if (!models.includes(request.model)) {
        return sendError(response, 404, `The model \`${request.model}\` does not exist.`)
      }
      if (picturesOf(request).length > 0 && (settings.sight ?? 'refuses') === 'refuses') {
        return sendError(response, 400, `${request.model} is not a multimodal model`)
      }
      const composed = composeAnswer(request, reply(request), limits)
      if (composed.kind === 'refused') return sendError(response, 400, composed.message)

      const latencyMs = pickLatency(settings.latencyMs ?? 0, number)
      if (latencyMs > 0) await sleep(clock, latencyMs)
      if (response.destroyed) return
      await sendCompletion(response, request, {
        id: `chatcmpl-${number}`,
        model: request.model,
        createdSeconds: Math.floor(clock.now() / 1000),
        answer: composed.answer,
        chunks: settings.tokens ?? 12,
        includesUsage: request.stream_options?.include_usage === true,
        fault,
      })
    },
  }

  async function sendCompletion(response: ServerResponse, request: ChatRequest, completion: Completion): Promise<void> {
    if (request.stream === true) {
      const { chunkIntervalMs = 0 } = settings
      return playFrames(response, streamFrames(completion), { fault: completion.fault, chunkIntervalMs, clock })
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(completionBody(completion))
  }
}

function sendStatus(response: ServerResponse, fault: Fault & { kind: 'status' }): void {
  if (fault.retryAfterSeconds !== undefined) response.setHeader('retry-after', String(fault.retryAfterSeconds))
  sendError(response, fault.status, `Injected ${fault.status}`)
}

/** Multiples of the golden ratio visit a range evenly, and the same way every time. */
function pickLatency(latencyMs: number | readonly [number, number], number: number): number {
  if (typeof latencyMs === 'number') return latencyMs
  const [minMs, maxMs] = latencyMs
  return minMs + (maxMs - minMs) * ((number * 0.618_033_988_75) % 1)
}
