import { startAsrServer } from './start-asr-server.ts'

// Run by `npm run demo` and by hand: `ASR_SERVER_PORT=8001 npx tsx --conditions=source testing/asr-server/standalone.ts`.
const server = await startAsrServer({ port: Number(process.env.ASR_SERVER_PORT ?? 8001), latencyMs: 300 })
console.log(`speech server: ${server.url}`)
