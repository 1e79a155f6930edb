/** A load: `chats` people, of whom `inFlight` wait for an answer at any moment. Closed loop: who has an answer makes room. */
export interface Scenario {
  readonly name: string
  readonly title: string
  readonly chats: number
  readonly inFlight: number
  /** From the request to the answer, which then comes whole. */
  readonly modelLatencyMs: number
}

export const scenarios: readonly Scenario[] = [
  { name: 'single', title: 'one message at a time, model 0 ms', chats: 50, inFlight: 1, modelLatencyMs: 0 },
  { name: 'busy', title: '50 chats, model 0 ms', chats: 50, inFlight: 50, modelLatencyMs: 0 },
  { name: 'crowd', title: '500 chats, model 300 ms', chats: 500, inFlight: 500, modelLatencyMs: 300 },
]
