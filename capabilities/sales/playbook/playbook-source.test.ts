import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock, silentLogger } from '#shared/utils'
import { copyShippedPlaybooks, editFile } from './mistake.contract.ts'
import { createPlaybookSource } from './playbook-source.ts'

let playbooks: string

beforeEach(() => {
  playbooks = copyShippedPlaybooks()
})

function open(name = 'beauty-salon') {
  const clock = createFakeClock()
  const told: string[] = []
  const source = createPlaybookSource({
    folder: playbooks,
    name,
    clock,
    logger: silentLogger,
    onFault: text => told.push(text),
  })
  return { clock, told, source }
}

function edit(file: string, from: string, to: string): void {
  editFile(join(playbooks, file), from, to)
}

describe('an owner who edits', () => {
  it('the persona, a price and a question sees them in the next answer, without a restart', async () => {
    const { source, clock, told } = open()
    edit('beauty-salon/persona.md', 'You are Liza', 'You are Sophie')
    edit('beauty-salon/offer.md', '2500', '2700')
    edit('beauty-salon/slots.yaml', 'What is your name?', 'May I ask your name?')
    await clock.advance(1_000)
    const playbook = source.current()
    expect(playbook.persona.prompt).toMatch(/^You are Sophie/)
    expect(playbook.offer).toContain("Women's haircut | 2700")
    expect(playbook.slots.find(slot => slot.name === 'client_name')?.question.en).toBe('May I ask your name?')
    expect(told).toEqual([])
  })

  it('common words, or adds a file that was not there, sees them too', async () => {
    const { source, clock } = open('general')
    edit('common/lines.yaml', 'Yes, I am an AI assistant', 'Yes, I am indeed an AI assistant')
    writeFileSync(join(playbooks, 'general/follow-ups.yaml'), '[]\n')
    await clock.advance(1_000)
    expect(source.current().lines.ai_disclosure.en).toMatch(/^Yes, I am indeed/)
    expect(source.current().followUps).toEqual([])
  })

  it('into a fault keeps the last good words, and is told once what to do', async () => {
    const { source, clock, told } = open()
    const before = source.current()
    edit('beauty-salon/slots.yaml', 'weight: 35', 'weight: 36')
    await clock.advance(1_000)
    expect(source.current()).toBe(before)
    await clock.advance(5_000)
    expect(source.current()).toBe(before)
    expect(told).toEqual([
      'The playbook beauty-salon has a fault:\nplaybooks/beauty-salon/slots.yaml:13: found weights that sum to 101; ' +
        'allowed: a sum of 100\n  → Take 1 from the weights; the weight of a weight_group counts once.',
    ])
  })

  it('a fault into another is told again, and into good words is heard', async () => {
    const { source, clock, told } = open()
    edit('beauty-salon/playbook.yaml', 'country: RU', 'country: XX')
    await clock.advance(1_000)
    source.current()
    edit('beauty-salon/playbook.yaml', 'country: XX', 'country: Thailand')
    await clock.advance(1_000)
    source.current()
    expect(told).toHaveLength(2)
    edit('beauty-salon/playbook.yaml', 'country: Thailand', 'country: TH')
    await clock.advance(1_000)
    expect(source.current().country).toBe('TH')
    expect(told).toHaveLength(2)
  })

  it('by removing a file keeps the last good words', async () => {
    const { source, clock, told } = open()
    rmSync(join(playbooks, 'beauty-salon/offer.md'))
    await clock.advance(1_000)
    expect(source.current().offer).toContain('2500')
    expect(told.join()).toContain('playbooks/beauty-salon/offer.md:1: found no such file')
  })
})

describe('the files', () => {
  it('are looked at once a second at most', async () => {
    const { source, clock } = open()
    const before = source.current()
    edit('beauty-salon/offer.md', '2500', '2700')
    await clock.advance(999)
    expect(source.current()).toBe(before)
    await clock.advance(1)
    expect(source.current()).not.toBe(before)
  })

  it('are not read again while nothing changes', async () => {
    const { source, clock } = open()
    const before = source.current()
    await clock.advance(60_000)
    expect(source.current()).toBe(before)
  })

  it('that cannot be used at the start stop it', () => {
    edit('beauty-salon/playbook.yaml', 'country: RU', 'country: XX')
    expect(() => open()).toThrow(expect.objectContaining({ code: 'playbook.invalid' }))
  })
})
