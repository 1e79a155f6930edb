import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { buildPlatform, buildTimeoutMs } from '../testing/build-platform.ts'
import { startModelServer } from '../testing/model-server/index.ts'
import { runScript, type ScriptRun } from '../testing/run-script.ts'

const token = '42:a-secret-token'
let folder: string

beforeAll(buildPlatform, buildTimeoutMs)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'doctor-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The script itself, in an empty folder and with no settings but these. */
function runDoctor(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<ScriptRun> {
  return runScript('doctor', args, { folder, env: { PATH: process.env.PATH, API_GATEWAY_PORT: '0', ...env } })
}

describe('npm run doctor', () => {
  it('ends with status 0 and leaves nothing behind when everything that is configured works', async () => {
    const server = await startModelServer()
    onTestFinished(() => server.stop())
    const { status, stdout } = await runDoctor([], { AI_SERVER_BASE_URL: server.url })
    expect(stdout).toMatch(/✓ {2}сервер модели {2}.*test-model/)
    expect(stdout).toContain('Всё, что настроено, работает.')
    expect(status).toBe(0)
    expect(readdirSync(folder)).toEqual([])
  })

  it('ends with status 1 when something does not, and says the cure but no secret', async () => {
    const env = {
      BUSINESS_LANGUAGE: 'en',
      TELEGRAM_BOT_TOKEN: token,
      TELEGRAM_API_ROOT: 'http://127.0.0.1:1',
      AI_SERVER_BASE_URL: 'http://user:hunter2@127.0.0.1:9',
      AI_SERVER_API_KEY: 'sk-secret',
    }
    const { status, stdout, stderr } = await runDoctor([], env)
    expect(status).toBe(1)
    expect(stdout).toContain('→ Start the model server or mend AI_SERVER_BASE_URL.')
    expect(stdout + stderr).not.toMatch(/a-secret-token|sk-secret|hunter2/)
  })

  it('with --json prints JSON and nothing else', async () => {
    const { status, stdout, stderr } = await runDoctor(['--json'], { REDIS_URL: 'redis://127.0.0.1:1' })
    const report = JSON.parse(stdout)
    expect(report.status).toBe('fault')
    expect(report.checks).toHaveLength(17)
    expect(report.checks.find((check: { name: string }) => check.name === 'redis')).toMatchObject({
      state: 'fault',
      code: 'redis.unreachable',
    })
    expect([status, stderr]).toEqual([1, ''])
  })

  it('ends with status 2 when the settings are wrong, and lists every fault as the start does', async () => {
    writeFileSync(join(folder, 'config.yaml'), 'api_gateway:\n  port: abc\nmemry: {}\n')
    const { status, stdout, stderr } = await runDoctor([], { AI_SERVER_TIMEOUT: 'soon', API_GATEWAY_PORT: '' })
    expect(status).toBe(2)
    expect(stderr).toContain('The configuration has ')
    expect(stderr).toMatch(/config\.yaml:3:1: .*memory/)
    expect(stderr).toContain('AI_SERVER_TIMEOUT')
    expect(stdout).toBe('')
  })

  it('ends with status 2 for programs too, with the faults as JSON', async () => {
    const { status, stdout } = await runDoctor(['--json'], { AI_SERVER_TIMEOUT: 'soon' })
    expect(status).toBe(2)
    expect(JSON.parse(stdout)).toEqual({ status: 'invalid', faults: [expect.stringContaining('AI_SERVER_TIMEOUT')] })
  })

  it('ends with status 1 and a word for an option it does not know', async () => {
    const { status, stderr } = await runDoctor(['--jsno'])
    expect(status).toBe(1)
    expect(stderr).toContain('--jsno')
  })
})
