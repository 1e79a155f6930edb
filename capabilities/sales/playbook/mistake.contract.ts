import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { checkPlaybook } from './check-playbook.ts'
import type { PlaybookFaultCode } from './fault.ts'

/** An edit of a shipped playbook, and the one fault that has to come of it. */
export interface Mistake {
  readonly name: string
  readonly file: string
  /** The first of these words becomes `to`. */
  readonly from: string
  readonly to: string
  readonly code: PlaybookFaultCode
  /** How far below the edit the fault stands; null where nothing of it stands anywhere. Default 0. */
  readonly below?: number | null
  readonly key: string | null
  readonly found: string
  readonly allowed: string | RegExp
  readonly cure: string | RegExp
}

/** Every mistake is named once, with its place and its cure, and nothing else is. */
export function describeMistakes(area: string, mistakes: readonly Mistake[]): void {
  describe(area, () => {
    it.each(mistakes)('$name is named once, with its place and its cure', mistake => {
      const playbooks = copyShippedPlaybooks()
      const line = editFile(join(playbooks, mistake.file), mistake.from, mistake.to)
      const [folder = ''] = mistake.file.split('/')
      const faults = checkPlaybook(playbooks, folder === 'common' ? 'general' : folder)
      expect(faults).toEqual([
        {
          code: mistake.code,
          file: `playbooks/${mistake.file}`,
          line: mistake.below === null ? expect.any(Number) : line + (mistake.below ?? 0),
          key: mistake.key,
          found: mistake.found,
          allowed: matching(mistake.allowed),
          cure: matching(mistake.cure),
        },
      ])
    })
  })
}

/** A copy of `playbooks/` that goes away with the test. */
export function copyShippedPlaybooks(): string {
  const folder = mkdtempSync(join(tmpdir(), 'playbooks-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(join(import.meta.dirname, '../../../playbooks'), join(folder, 'playbooks'), { recursive: true })
  return join(folder, 'playbooks')
}

/** Replaces the first `from` in a file and tells on which line it stood. */
export function editFile(path: string, from: string, to: string): number {
  const text = readFileSync(path, 'utf8')
  const index = text.indexOf(from)
  if (index < 0) throw new Error(`${path} does not hold ${from}`)
  writeFileSync(path, text.slice(0, index) + to + text.slice(index + from.length))
  return text.slice(0, index).split('\n').length
}

function matching(text: string | RegExp): unknown {
  return typeof text === 'string' ? text : expect.stringMatching(text)
}
