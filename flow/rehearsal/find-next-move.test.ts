import { describe, expect, it } from 'vitest'
import { chat, type Dialogue, press, rateLimited, say, wait } from './dialogue.ts'
import { dialogues } from './dialogues/index.ts'
import { type ChatStanding, findNextMove } from './find-next-move.ts'
import { findObstruction, findRehearsal, listRehearsals } from './rehearse.ts'

const nothing: ChatStanding = {
  mind: { asked: null, pending: null, offered: [], meetings: [] },
  ...{ buttons: [], pressable: [], heard: '', moves: 0 },
}
const dialogue = (...steps: Dialogue['steps']): Dialogue => ({
  ...{ name: 'test', vertical: 'general', language: 'en', steps },
  answers: { need: 'business cards' },
  end: { kind: 'answered' },
})
const asked = (slot: string): ChatStanding => ({ ...nothing, mind: { ...nothing.mind, asked: slot }, moves: 1 })

describe('the next move of a client', () => {
  it('is what they came to say, then answers to what is really asked, until things stand as they want', () => {
    const client = dialogue(say('Hello'), chat('quiet'), say('Bye'))
    const first = findNextMove(client, 0, nothing)
    expect(first).toEqual({ move: { kind: 'say', text: 'Hello' }, begun: 1, surprises: [] })
    const second = findNextMove(client, first.begun, asked('need'))
    expect(second).toMatchObject({ move: { kind: 'say', text: 'business cards' }, begun: 2 })
    const third = findNextMove(client, second.begun, asked('budget'))
    expect(third).toMatchObject({ move: { kind: 'say', text: "I don't know yet" }, begun: 2 })
    const fourth = findNextMove(client, third.begun, nothing)
    expect(fourth).toMatchObject({ move: { kind: 'say', text: 'Bye' }, begun: 3 })
    expect(findNextMove(client, fourth.begun, nothing)).toEqual({ move: { kind: 'end' }, begun: 3, surprises: [] })
  })

  it('presses a button that stands further up, and tells of one that is not there', () => {
    const client = dialogue(press('first-time'), say('Well'))
    const time = { text: '10:00', data: 'time:1' }
    expect(findNextMove(client, 0, { ...nothing, pressable: [time] }).move).toEqual({ kind: 'press', button: time })
    expect(findNextMove(client, 0, nothing)).toEqual({
      move: { kind: 'say', text: 'Well' },
      begun: 2,
      surprises: ['no button for first-time'],
    })
  })

  it('tells what was not said as the client expected, silence included', () => {
    const client = dialogue(say('Price?', { hears: /ask/ }), say('Well?', { hears: 'silence' }))
    expect(findNextMove(client, 1, { ...nothing, heard: 'I will ask' }).surprises).toEqual([])
    expect(findNextMove(client, 1, { ...nothing, heard: 'Ten' }).surprises).toEqual(['expected /ask/, heard «Ten»'])
    expect(findNextMove(client, 2, { ...nothing, heard: 'Ten' })).toMatchObject({
      move: { kind: 'end' },
      surprises: ['expected silence, heard «Ten»'],
    })
  })

  it('ends a talk that leads nowhere', () => {
    const client = dialogue(say('Hello'), chat('booked'))
    const stuck = { ...asked('need'), moves: 40 }
    expect(findNextMove(client, 2, stuck)).toEqual({
      move: { kind: 'end' },
      begun: 2,
      surprises: ['never came to: booked'],
    })
  })

  it('is there for the dialogues in which nobody else writes and no day passes', () => {
    expect(findObstruction(dialogue(say('Hi'), wait(24)))).toBe('time')
    expect(findObstruction(dialogue(say('Hi'), rateLimited(3)))).toBe('time')
    expect(findObstruction(dialogue(say('Hi')))).toBeNull()
    const playable = dialogues.filter(one => findObstruction(one) === null)
    expect(playable.length).toBeGreaterThan(dialogues.length / 2)
  })

  it('is found by the name of a dialogue, and the dialogues by that of the playbook', () => {
    expect(new Set(dialogues.map(({ name }) => name)).size).toBe(dialogues.length)
    expect(listRehearsals('general').every(({ vertical }) => vertical === 'general')).toBe(true)
    expect(listRehearsals('general')).not.toEqual([])
    expect(listRehearsals('my-own-shop')).toEqual([])
    expect(findRehearsal('general.ru.qualifies-and-books')?.end).toEqual({ kind: 'booked' })
    expect(findRehearsal('nobody')).toBeNull()
  })
})
