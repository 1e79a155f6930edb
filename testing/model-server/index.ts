export { type ChatRequest, picturesOf } from './chat-request.ts'
export { demoReply } from './demo-reply.ts'
export type { Fault } from './fault.ts'
export { type JournalEntry, type ModelServer, type ModelServerOptions, startModelServer } from './start-model-server.ts'
