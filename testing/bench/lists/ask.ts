import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

export interface Asked {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Of this process, which answers, a request. */
  readonly cpuMs: number
}

// In a process of its own, so that asking does not count as answering.
const asker = `
const http = require('node:http')
const { url, headers, count, atOnce } = JSON.parse(process.argv[1])
const agent = new http.Agent({ keepAlive: true, maxSockets: atOnce })
const took = []
let left = count
function ask() {
  return new Promise((resolve, reject) => {
    const began = performance.now()
    http.get(url, { agent, headers }, response => {
      if (response.statusCode !== 200) return reject(new Error(String(response.statusCode)))
      response.resume().on('end', () => { took.push(performance.now() - began); resolve() })
    }).on('error', reject)
  })
}
async function line() { while (left-- > 0) await ask() }
const began = performance.now()
Promise.all(Array.from({ length: atOnce }, line)).then(() => {
  const ms = performance.now() - began
  took.sort((a, b) => a - b)
  console.log(JSON.stringify({ perSecond: 1000 * count / ms, p50Ms: took[count >> 1], p99Ms: took[Math.floor(count * 0.99)] }))
  agent.destroy()
})
`

/** Asks one address so many times, some at once. */
export async function ask(
  url: string,
  options: { readonly headers: Readonly<Record<string, string>>; readonly count: number; readonly atOnce: number },
): Promise<Asked> {
  const before = process.cpuUsage()
  const child = spawn(process.execPath, ['-e', asker, JSON.stringify({ url, ...options })], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  if (code !== 0) throw new Error(`asking ${url} failed`)
  const { user, system } = process.cpuUsage(before)
  return { ...(JSON.parse(output) as Omit<Asked, 'cpuMs'>), cpuMs: (user + system) / 1000 / options.count }
}
