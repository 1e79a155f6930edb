import { type ChatRequest, demoReply } from '../model-server/index.ts'

/** What the stand-in server says: a memory of the dialogue when it is asked for one, else a friendly line without a figure. */
export function answerAsStandIn(request: ChatRequest): string {
  const system = request.messages.find(({ role }) => role === 'system')?.content ?? ''
  if (system.includes('You keep the memory')) {
    return 'The client came with a question about the studio and talked about their work. Nothing has been agreed yet.'
  }
  return demoReply(request)
}
