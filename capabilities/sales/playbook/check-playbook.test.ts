import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { checkPlaybook } from './check-playbook.ts'
import { formatPlaybookFaults } from './fault.ts'
import { listPlaybooks } from './files/read-files.ts'
import { copyShippedPlaybooks, editFile } from './mistake.contract.ts'

let playbooks: string

beforeEach(() => {
  playbooks = copyShippedPlaybooks()
})

function edit(file: string, from: string, to: string): number {
  return editFile(join(playbooks, file), from, to)
}
describe('the shipped playbooks', () => {
  it.each(['ai-services', 'beauty-salon', 'general', 'real-estate'])('%s has no fault', name => {
    expect(listPlaybooks(playbooks)).toContain(name)
    expect(checkPlaybook(playbooks, name)).toEqual([])
  })
})

describe('files', () => {
  it('one too many is named, with what it may have been meant to be', () => {
    writeFileSync(join(playbooks, 'general/objection.yaml'), 'price: {}\n')
    expect(checkPlaybook(playbooks, 'general')).toMatchObject([
      {
        code: 'unknown-file',
        file: 'playbooks/general/objection.yaml',
        line: 1,
        cure: 'Rename it to objections.yaml, or move it out of the folder.',
      },
    ])
  })

  it('a folder among them is one too many', () => {
    mkdirSync(join(playbooks, 'general/drafts'))
    expect(checkPlaybook(playbooks, 'general')).toMatchObject([
      { code: 'unknown-file', file: 'playbooks/general/drafts', cure: 'Move it out of the folder.' },
    ])
  })

  it('what editors and desktops leave behind is no fault', () => {
    for (const name of ['.DS_Store', '.lines.yaml.swp', 'lines.yaml~']) {
      writeFileSync(join(playbooks, 'general', name), '')
    }
    expect(checkPlaybook(playbooks, 'general')).toEqual([])
  })

  it.each(['offer.md', 'persona.md', 'playbook.yaml', 'slots.yaml'])('%s is missing: it alone is named', file => {
    rmSync(join(playbooks, 'general', file))
    expect(checkPlaybook(playbooks, 'general')).toMatchObject([
      {
        code: 'missing-file',
        file: `playbooks/general/${file}`,
        line: 1,
        cure: `Create ${file}; that of another playbook shows its form.`,
      },
    ])
  })

  it.each(['lines.yaml', 'stages.yaml', 'objections.yaml', 'follow-ups.yaml'])('%s may be left out', file => {
    rmSync(join(playbooks, 'beauty-salon', file))
    expect(checkPlaybook(playbooks, 'beauty-salon')).toEqual([])
  })

  it('one that everybody falls back to is missing: it alone is named', () => {
    renameSync(join(playbooks, 'common/stages.yaml'), join(playbooks, 'stages.yaml'))
    expect(checkPlaybook(playbooks, 'general')).toMatchObject([
      { code: 'missing-file', file: 'playbooks/common/stages.yaml' },
    ])
  })

  it('a persona of nothing but remarks is empty', () => {
    writeFileSync(join(playbooks, 'general/persona.md'), '<!-- to be\nwritten -->\n')
    expect(checkPlaybook(playbooks, 'general')).toMatchObject(
      [{ code: 'empty-file', file: 'playbooks/general/persona.md', line: 1, cure: /your own words/ }].map(
        ({ cure, ...fault }) => ({ ...fault, cure: expect.stringMatching(cure) }),
      ),
    )
  })

  it('another encoding is named as such', () => {
    writeFileSync(join(playbooks, 'general/offer.md'), Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]))
    expect(checkPlaybook(playbooks, 'general')).toMatchObject([
      {
        code: 'unreadable-file',
        file: 'playbooks/general/offer.md',
        line: 1,
        cure: 'Save it again with the encoding UTF-8.',
      },
    ])
  })

  it('a byte order mark and the line ends of Windows are read', () => {
    const path = join(playbooks, 'general/lines.yaml')
    writeFileSync(path, `\uFEFF${readFileSync(path, 'utf8').replaceAll('\n', '\r\n')}`)
    expect(checkPlaybook(playbooks, 'general')).toEqual([])
  })

  it.each(['general-', 'genral'])('a playbook that is not there (%s): the nearest one is named', name => {
    expect(checkPlaybook(playbooks, name)).toMatchObject([
      { code: 'unknown-playbook', file: `playbooks/${name}`, cure: 'Write general in business.playbook.' },
    ])
  })

  it.each(['../playbooks/general', '.', 'common', ''])('%j is no name of a playbook', name => {
    expect(checkPlaybook(playbooks, name)).toMatchObject([{ code: 'unknown-playbook' }])
  })
})

describe('weights', () => {
  it('must sum to 100, a group counting once', () => {
    const line = edit('ai-services/slots.yaml', 'weight: 10', 'weight: 5')
    expect(line).toBeGreaterThan(1)
    expect(checkPlaybook(playbooks, 'ai-services')).toMatchObject([
      {
        code: 'rule',
        file: 'playbooks/ai-services/slots.yaml',
        found: 'weights that sum to 95',
        allowed: 'a sum of 100',
        cure: 'Add 5 to the weights; the weight of a weight_group counts once.',
      },
    ])
  })

  it('are alike within a group', () => {
    const line = edit('ai-services/slots.yaml', '{ name: who, needs: all }', '{ name: who, needs: any }')
    expect(checkPlaybook(playbooks, 'ai-services')).toMatchObject([
      { line: line + 9, key: '2.weight_group', allowed: expect.stringContaining('client_name of the same group') },
    ])
  })

  it('have no group of one', () => {
    const line = edit('ai-services/slots.yaml', '{ name: who, needs: all }', '{ name: whom, needs: all }')
    const faults = checkPlaybook(playbooks, 'ai-services').filter(({ key }) => key !== null)
    expect(faults.map(fault => [fault.line, fault.found, fault.cure])).toEqual([
      [line, 'a group of one slot', 'Write the group whom at another slot too, or remove it here.'],
      [line + 9, 'a group of one slot', 'Write the group who at another slot too, or remove it here.'],
    ])
  })
})

describe('several faults', () => {
  it('are told together, file by file and top to bottom', () => {
    edit('general/slots.yaml', 'kind: money', 'kind: monney')
    edit('general/playbook.yaml', 'country: RU', 'country: XX')
    edit('general/playbook.yaml', 'max_turns: 60', 'max_turns: many')
    edit('general/lines.yaml', 'stopped:', 'stoped:')
    const faults = checkPlaybook(playbooks, 'general')
    expect(faults.map(({ file, key }) => `${file} ${key}`)).toEqual([
      'playbooks/general/lines.yaml stoped',
      'playbooks/general/playbook.yaml handoff.max_turns',
      'playbooks/general/slots.yaml 4.kind',
    ])
    expect(formatPlaybookFaults(faults)).toContain(
      'handoff.max_turns: found "many"; allowed: a whole number from 1 to 1000\n  → Change it to a whole number from 1 to 1000.',
    )
  })
})
