import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '#shared/utils'
import { findPlaceholders, linePlaceholders } from './line-placeholders.ts'
import { copyShippedPlaybooks } from './mistake.contract.ts'
import { lineNames } from './playbook.ts'
import { readPlaybook } from './read-playbook.ts'

let playbooks: string

beforeEach(() => {
  playbooks = copyShippedPlaybooks()
})

describe('a playbook', () => {
  it('has its own words where it gives some, and common ones elsewhere', () => {
    const salon = readPlaybook(playbooks, 'beauty-salon')
    const general = readPlaybook(playbooks, 'general')
    expect(salon.lines.greeting.en).toContain('Liza')
    expect(salon.lines.held).toEqual(general.lines.held)
    expect(salon.objections.timing.replies).not.toEqual(general.objections.timing.replies)
    expect(salon.objections.timing.approach).toBe(general.objections.timing.approach)
    expect(salon.followUps).toHaveLength(1)
    expect(general.followUps).toHaveLength(3)
  })

  it('changes of a stage what it names, and keeps the rest of it', () => {
    writeFileSync(join(playbooks, 'general/stages.yaml'), 'greeting:\n  temperature: 0\n  max_tokens: null\n')
    const { greeting, summary } = readPlaybook(playbooks, 'general').stages
    expect(greeting).toMatchObject({ temperature: 0, maxTokens: null })
    expect(greeting.goal).toContain('welcome')
    expect(summary).toMatchObject({ temperature: 0.4, maxTokens: null })
  })

  it('reminds nobody when its list of follow-ups is empty', () => {
    writeFileSync(join(playbooks, 'general/follow-ups.yaml'), '[]\n')
    expect(readPlaybook(playbooks, 'general').followUps).toEqual([])
  })

  it('asks in the order of priority, and of the file within one', () => {
    const names = readPlaybook(playbooks, 'real-estate').slots.map(slot => slot.name)
    expect(names.slice(0, 4)).toEqual(['purpose', 'budget', 'contact', 'property_type'])
    const slots = readPlaybook(playbooks, 'ai-services').slots
    expect(slots.map(slot => slot.priority)).toEqual([...slots.map(slot => slot.priority)].sort())
  })

  it('reads hours with any dash, and closed days as none', () => {
    const { meeting } = readPlaybook(playbooks, 'ai-services')
    expect(meeting?.workingHours.mon).toEqual([
      { from: '09:00', to: '13:00' },
      { from: '14:00', to: '18:00' },
    ])
    expect(meeting?.workingHours.sun).toEqual([])
  })

  it('keeps the remarks of the owner out of the prompt', () => {
    const { persona, offer } = readPlaybook(playbooks, 'beauty-salon')
    expect(persona.prompt).toMatch(/^You are Liza/)
    expect(offer).toMatch(/^# Услуги и цены/)
  })

  it('has another version after any edit, of common words too, and the same without one', () => {
    const before = readPlaybook(playbooks, 'general').version
    expect(readPlaybook(playbooks, 'general').version).toBe(before)
    writeFileSync(join(playbooks, 'common/follow-ups.yaml'), '[]\n')
    expect(readPlaybook(playbooks, 'general').version).not.toBe(before)
  })
})

describe('the shipped playbooks', () => {
  it('weigh what the earlier system weighed, and real estate too', () => {
    const weights = new Map(readPlaybook(playbooks, 'ai-services').slots.map(slot => [slot.name, slot.weight]))
    expect(Object.fromEntries([...weights].filter(([, weight]) => weight > 0))).toEqual({
      client_name: 15,
      company_name: 15,
      main_problems: 20,
      process_volume: 20,
      error_rate: 20,
      deadline: 10,
      budget_band: 20,
      data_access: 15,
    })
    expect(weights.size).toBe(18)
    expect(readPlaybook(playbooks, 'real-estate').slots).toHaveLength(10)
  })

  it.each(['ai-services', 'beauty-salon', 'general', 'real-estate'])('%s discloses that an AI speaks', name => {
    const { persona, lines } = readPlaybook(playbooks, name)
    expect(persona.disclosesAi).toBe(true)
    expect(lines.greeting.ru).toContain('ИИ')
    expect(lines.greeting.en).toContain('AI assistant')
  })

  it('fill every line with what its placeholders promise', () => {
    const { lines } = readPlaybook(playbooks, 'beauty-salon')
    for (const name of lineNames) {
      expect([...findPlaceholders(lines[name].ru)].sort(), name).toEqual([...linePlaceholders[name]].sort())
    }
  })
})

describe('a playbook with faults', () => {
  it('throws playbook.invalid, whose public text lists each with its cure, and whose message only the places', () => {
    writeFileSync(join(playbooks, 'general/lines.yaml'), 'greeting: { ru: Привет }\nnotd: 1\n')
    const error = thrownBy(() => readPlaybook(playbooks, 'general'))
    expect(error).toBeInstanceOf(AppError)
    expect(error).toMatchObject({
      code: 'playbook.invalid',
      message: 'the playbook general has faults: playbooks/general/lines.yaml:1, playbooks/general/lines.yaml:2',
    })
    expect(error instanceof AppError && error.public?.split('\n')).toEqual([
      'The playbook general has 2 faults:',
      'playbooks/general/lines.yaml:1: greeting.en: found nothing; allowed: words (in quotes when they look like a number)',
      '  → Add the line "en: …" with words (in quotes when they look like a number).',
      `playbooks/general/lines.yaml:2: notd: found the unknown key notd; allowed: ${lineNames.join(', ')}`,
      '  → Write noted.',
    ])
  })
})

function thrownBy(action: () => unknown): unknown {
  try {
    action()
    return null
  } catch (error) {
    return error
  }
}
