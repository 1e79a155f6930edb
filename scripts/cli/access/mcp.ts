import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type Role, roles } from '#capabilities/access'
import { formatFaults, readEnvironment } from '#shared/config'
import { describeUrl } from '../../../services/api-gateway/describe-url.ts'
import { type CallApi, readApiAnswer, writeTarget } from '../../../services/api-gateway/mcp/call-api.ts'
import { readSettings } from '../../../services/settings.ts'
import type { Command, Surroundings } from '../command.ts'

/**
 * Tools for AI assistants over standard input and output: a bridge to a running platform, with the rights of the key it is given.
 * Nothing but messages of the protocol goes to standard output.
 */
export const mcpCommand: Command = {
  name: 'mcp',
  usage: '[--url URL]',
  summary:
    'Offer the running platform as tools to an AI assistant (MCP over stdio), with the rights of the key in MCP_API_KEY.',
  async run(args, surroundings) {
    const url = readUrl(args)
    if (url === 'wrong') {
      surroundings.complain(`Write: npm run cli -- mcp ${mcpCommand.usage}`)
      return 2
    }
    const target = findTarget(url, surroundings)
    if (target === null) return 2
    const callApi = createHttpCalls(target)
    const role = await findRole(callApi, target, surroundings)
    if (role === null) return 1
    await serve(callApi, role)
    return 0
  },
}

interface Target {
  readonly url: string
  readonly key: string
}

function readUrl(args: readonly string[]): string | null | 'wrong' {
  const { values, positionals } = parseArgs({ args: [...args], options: { url: { type: 'string' } }, strict: false })
  if (positionals.length > 0 || Object.keys(values).some(option => option !== 'url')) return 'wrong'
  if (values.url === undefined) return null
  return typeof values.url === 'string' && URL.canParse(values.url) ? values.url.replace(/\/+$/, '') : 'wrong'
}

function findTarget(url: string | null, { complain }: Surroundings): Target | null {
  const env = readEnvironment()
  const outcome = readSettings({ directory: process.cwd(), env })
  if (outcome.kind !== 'loaded') {
    complain(formatFaults(outcome.faults))
    return null
  }
  const { host, port, admin_key: adminKey } = outcome.values.api_gateway
  const key = process.env.MCP_API_KEY ?? adminKey?.reveal()
  if (key !== undefined) return { url: url ?? describeUrl(host, port), key }
  complain(
    'Set MCP_API_KEY to a key of the platform. Make one: npm run cli -- keys create --name assistant --role viewer',
  )
  return null
}

const timeoutMs = 30_000

function createHttpCalls({ url, key }: Target): CallApi {
  return async request => {
    const { method, body } = request
    const response = await fetch(`${url}${writeTarget(request)}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    })
    return readApiAnswer(response.status, await response.text())
  }
}

const identity = z.object({ role: z.enum(roles) })

async function findRole(callApi: CallApi, { url }: Target, { complain }: Surroundings): Promise<Role | null> {
  const answer = await callApi({ method: 'GET', path: '/api/v1/me' }).catch(() => null)
  const read = identity.safeParse(answer?.body)
  if (answer?.status === 200 && read.success) return read.data.role
  complain(answer === null ? `Nothing answers at ${url}: start the platform first.` : `${url} does not take this key.`)
  return null
}

/** Until the assistant closes its end. */
async function serve(callApi: CallApi, role: Role): Promise<void> {
  const [{ StdioServerTransport }, { createMcpServer }] = await Promise.all([
    import('@modelcontextprotocol/sdk/server/stdio.js'),
    import('../../../services/api-gateway/mcp/create-mcp-server.ts'),
  ])
  const server = createMcpServer(callApi, role)
  const ended = new Promise<void>(resolve => process.stdin.once('end', resolve))
  await server.connect(new StdioServerTransport())
  await ended
  await server.close()
}
