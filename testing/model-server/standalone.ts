import { demoReply } from './demo-reply.ts'
import { startModelServer } from './start-model-server.ts'

// Run by `npm run demo` and by hand: `MODEL_SERVER_PORT=8000 npx tsx --conditions=source testing/model-server/standalone.ts`.
const server = await startModelServer({
  port: Number(process.env.MODEL_SERVER_PORT ?? 8000),
  latencyMs: Number(process.env.MODEL_SERVER_LATENCY_MS ?? 400),
  chunkIntervalMs: 40,
  models: ['demo-model'],
  reply: demoReply,
})
console.log(`model server: ${server.url}`)
