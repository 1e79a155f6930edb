import type { Answer } from './compose-answer.ts'
import type { Fault } from './fault.ts'

export interface Completion {
  readonly id: string
  readonly model: string
  readonly createdSeconds: number
  readonly answer: Answer
  /** At most so many chunks of text. */
  readonly chunks: number
  readonly includesUsage: boolean
  /** What goes wrong with what the model says; how it is sent is not decided here. */
  readonly fault: Fault | null
}

/** The server-sent events of a streamed answer, in order. */
export function streamFrames(completion: Completion): readonly string[] {
  const { id, model, createdSeconds, answer } = completion
  // Stringified once: only the delta differs from frame to frame, and this server is part of a benchmark.
  const head = `data: {"id":"${id}","object":"chat.completion.chunk","created":${createdSeconds},"model":${JSON.stringify(model)},"choices":`
  const frame = (delta: string, finishReason: string): string =>
    `${head}[{"index":0,"delta":${delta},"logprobs":null,"finish_reason":${finishReason}}]}\n\n`

  const frames = [frame('{"role":"assistant","content":""}', 'null')]
  for (const content of deltaContents(completion)) {
    frames.push(frame(`{"content":${JSON.stringify(content)}}`, 'null'))
  }
  frames.push(frame('{"content":""}', JSON.stringify(answer.finishReason)))
  if (completion.includesUsage) frames.push(`${head}[],"usage":${JSON.stringify(usageOf(answer))}}\n\n`)
  frames.push('data: [DONE]\n\n')
  return frames
}

/** The body of an answer that is not streamed. */
export function completionBody(completion: Completion): string {
  const contents = deltaContents(completion)
  const content = contents.some(piece => piece === null) ? null : contents.join('')
  return JSON.stringify({
    id: completion.id,
    object: 'chat.completion',
    created: completion.createdSeconds,
    model: completion.model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, tool_calls: [] },
        logprobs: null,
        finish_reason: completion.answer.finishReason,
      },
    ],
    usage: usageOf(completion.answer),
  })
}

function deltaContents({ answer, chunks, fault }: Completion): readonly (string | null)[] {
  switch (fault?.kind) {
    case 'empty':
      return []
    case 'null-content':
      return [null]
    case 'split-surrogates':
      return answer.text.split('')
    case 'thinking':
      // Pieces of three letters: both tags are split over chunks.
      return cut(`<think>The client may not see this.${fault.isClosed ? `</think>\n\n${answer.text}` : ''}`, 3)
    default:
      return cut(answer.text, Math.ceil(answer.text.length / chunks))
  }
}

function cut(text: string, unitsAPiece: number): readonly string[] {
  const pieces: string[] = []
  for (let start = 0; start < text.length; ) {
    let end = start + Math.max(1, unitsAPiece)
    // A well-behaved server detokenises whole characters; splitting them is a fault of its own.
    if (isHighSurrogate(text.charCodeAt(end - 1))) end += 1
    pieces.push(text.slice(start, end))
    start = end
  }
  return pieces
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

function usageOf(answer: Answer): Readonly<Record<string, number>> {
  return {
    prompt_tokens: answer.promptTokens,
    completion_tokens: answer.completionTokens,
    total_tokens: answer.promptTokens + answer.completionTokens,
  }
}
