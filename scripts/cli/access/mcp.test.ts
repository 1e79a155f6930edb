import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { expect, it, onTestFinished, vi } from 'vitest'
import { startTestGateway } from '../../../testing/gateway-harness.ts'
import { mcpCommand } from './mcp.ts'

it('offers the tools of the key’s role to an assistant over stdio', { timeout: 60_000 }, async () => {
  const test = await startTestGateway()
  const { authorization } = await test.keyOf('viewer')
  const script = join(import.meta.dirname, '../../cli.ts')
  const client = new Client({ name: 'test', version: '1' })
  onTestFinished(async () => {
    await client.close()
    await test.close()
  })
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: ['--conditions=source', '--import', import.meta.resolve('tsx'), script, 'mcp', '--url', test.url],
      env: { MCP_API_KEY: authorization.slice('Bearer '.length), PATH: process.env.PATH ?? '' },
    }),
  )
  const names = (await client.listTools()).tools.map(({ name }) => name)
  expect(names).toContain('find_leads')
  expect(names).not.toContain('add_note')
  const { structuredContent } = await client.callTool({ name: 'find_leads', arguments: {} })
  expect(structuredContent).toEqual({ items: [], next_cursor: null })
})

async function run(...args: readonly string[]): Promise<{ readonly status: number; readonly output: string }> {
  const lines: string[] = []
  const write = (text: string) => void lines.push(text)
  const status = await mcpCommand.run(args, { packageFolder: '', commands: [], print: write, complain: write })
  return { status, output: lines.join('\n') }
}

it('says what is missing', async () => {
  onTestFinished(() => void vi.unstubAllEnvs())
  expect(await run('--adress', 'x')).toMatchObject({ status: 2, output: expect.stringContaining('Write: ') })
  expect(await run()).toMatchObject({ status: 2, output: expect.stringContaining('keys create') })
  vi.stubEnv('MCP_API_KEY', 'wrong')
  const nothing = await run('--url', 'http://127.0.0.1:9')
  expect(nothing).toMatchObject({ status: 1, output: expect.stringContaining('Nothing answers') })
  const test = await startTestGateway()
  const refused = await run('--url', test.url)
  await test.close()
  expect(refused).toMatchObject({ status: 1, output: expect.stringContaining('does not take this key') })
})
