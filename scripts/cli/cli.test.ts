import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { buildPlatform, buildTimeoutMs } from '../../testing/build-platform.ts'
import { runScript } from '../../testing/run-script.ts'

beforeAll(buildPlatform, buildTimeoutMs)

const runCli = (...args: readonly string[]) => runScript('cli', args)

function copyPlaybooks(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const playbooks = join(folder, 'playbooks')
  cpSync(join(import.meta.dirname, '../../playbooks'), playbooks, { recursive: true })
  return playbooks
}

describe('npm run cli', () => {
  it.each([[[]], [['help']]])('lists its commands (%j)', async args => {
    const { status, stdout } = await runCli(...args)
    expect(stdout).toMatch(/playbook check \[name\] \[--json\] \[--folder playbooks\] +Check the words/)
    expect(status).toBe(0)
  })

  it('ends with status 2 and the list for a command that does not exist', async () => {
    const { status, stderr } = await runCli('playbok')
    expect(stderr).toContain('There is no command "playbok".')
    expect(stderr).toContain('help')
    expect(status).toBe(2)
  })
})

describe('npm run cli -- playbook check', () => {
  it('ends with status 0 and a tick for each playbook that ships', async () => {
    const { status, stdout } = await runCli('playbook', 'check')
    for (const name of ['ai-services', 'beauty-salon', 'general', 'real-estate']) {
      expect(stdout).toMatch(new RegExp(`✓ {2}${name} +no faults`))
    }
    expect(stdout).not.toContain('✗')
    expect(status).toBe(0)
  })

  it('ends with status 1 and says the place and the cure of a fault, and only of that', async () => {
    const folder = copyPlaybooks()
    writeFileSync(join(folder, 'general/lines.yaml'), 'greting: { ru: Привет, en: Hello }\n')
    const { status, stdout } = await runCli('playbook', 'check', '--folder', folder)
    expect(stdout).toContain(
      '✗  general       1 fault\n       playbooks/general/lines.yaml:1: greting: found the unknown key',
    )
    expect(stdout).toContain('→ Write greeting.')
    expect(stdout.match(/✗|→/g)).toHaveLength(2)
    expect(status).toBe(1)
  })

  it('checks one playbook only when it is named', async () => {
    const folder = copyPlaybooks()
    rmSync(join(folder, 'general/offer.md'))
    expect((await runCli('playbook', 'check', 'real-estate', '--folder', folder)).status).toBe(0)
    expect((await runCli('playbook', 'check', 'general', '--folder', folder)).status).toBe(1)
  })

  it('names the nearest playbook for one that is not there', async () => {
    const { status, stdout } = await runCli('playbook', 'check', 'beauty-saloon')
    expect(stdout).toContain('→ Write beauty-salon in business.playbook.')
    expect(status).toBe(1)
  })

  it('prints JSON for programs', async () => {
    const folder = copyPlaybooks()
    rmSync(join(folder, 'general/offer.md'))
    const { status, stdout } = await runCli('playbook', 'check', 'general', '--json', '--folder', folder)
    expect(JSON.parse(stdout)).toEqual({
      playbooks: [
        {
          name: 'general',
          faults: [expect.objectContaining({ code: 'missing-file', file: 'playbooks/general/offer.md', line: 1 })],
        },
      ],
    })
    expect(status).toBe(1)
  })

  it.each([[['chek']], [['check', '--jsn']], [['check', 'a', 'b']], [[]]])(
    'ends with status 2 and the usage when it is written wrong (%j)',
    async args => {
      const { status, stderr } = await runCli('playbook', ...args)
      expect(stderr).toContain('Write: npm run cli -- playbook check [name]')
      expect(status).toBe(2)
    },
  )
})

describe('npm run cli -- migrate and import', () => {
  it('make a database, and bring a list of people into it', { timeout: 300_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cli-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    writeFileSync(join(folder, 'people.csv'), 'Имя;Телефон\nАнна;+7 916 123-45-67\n')
    const env = { PATH: process.env.PATH, DATABASE_DB_PATH: join(folder, 'new.db') }
    const runHere = (...args: readonly string[]) => runScript('cli', args, { folder, env })
    expect(await runHere('migrate')).toMatchObject({ status: 0, stdout: expect.stringContaining('Made ') })
    const done = await runHere('import', 'people.csv')
    expect(done).toMatchObject({ status: 0, stdout: 'Leads made: 1.\n', stderr: '' })
  })
})
