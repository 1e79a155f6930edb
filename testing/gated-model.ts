import type { ChatModel, ModelOutcome, ModelRequest } from '#capabilities/llm'
import { asIdle } from './flow-harness.ts'

/** A model whose answers a test may hold back; until then it answers at once with the last user message in brackets. */
export interface GatedModel extends ChatModel {
  readonly requests: ModelRequest[]
  /** From now on, answers wait until the returned function is called with what they come to. */
  hold(): (outcome?: ModelOutcome) => void
  /** How the next requests end, one each. A function may throw. */
  script(...outcomes: readonly (() => ModelOutcome)[]): void
}

export function createGatedModel(): GatedModel {
  const requests: ModelRequest[] = []
  const scripted: (() => ModelOutcome)[] = []
  let gate: Promise<ModelOutcome | undefined> | null = null
  return {
    name: 'gated',
    requests,
    hold() {
      const { promise, resolve } = withResolvers<ModelOutcome | undefined>()
      gate = promise
      return outcome => {
        gate = null
        resolve(outcome)
      }
    },
    script: (...outcomes) => void scripted.push(...outcomes),
    async answer(request, signal) {
      requests.push(request)
      const script = scripted.shift()
      if (script !== undefined) return script()
      const echo: ModelOutcome = {
        kind: 'answered',
        text: `[${request.messages.at(-1)?.content}]`,
        isTruncated: false,
        model: 'gated-1',
        usage: { promptTokens: 10, completionTokens: 5 },
        firstTokenMs: 1,
      }
      if (gate === null) return echo
      const aborted = new Promise<ModelOutcome>(resolve =>
        signal.addEventListener('abort', () => resolve({ kind: 'cancelled' }), { once: true }),
      )
      return asIdle(Promise.race([aborted, gate.then(held => held ?? echo)]))
    },
  }
}

function withResolvers<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => {}
  const promise = new Promise<Value>(settled => {
    resolve = settled
  })
  return { promise, resolve }
}
