import { describe, expect, it } from 'vitest'
import type { ContextMessage } from '#capabilities/conversations'
import type { MessageId } from '#shared/database'
import { chooseReplied } from './choose-replied.ts'

const question = 'Сколько стоит установка?'
const long = `Добрый день! Мы въезжаем в новую квартиру на Лесной в середине марта, ремонт почти закончен, осталась кухня. ${question} Заранее спасибо, Анна.`

describe('in a private chat an answer points', () => {
  it.each<[string, readonly string[], number | null]>([
    ['nowhere below a single question', ['Сколько стоит стрижка?'], null],
    ['nowhere where nobody asked', ['Добрый день', 'Я Анна'], null],
    ['nowhere where the question came last', ['Добрый день', 'Сколько стоит стрижка?'], null],
    ['at a question after which something was written', ['Сколько стоит стрижка?', 'Я Анна, кстати'], 0],
    ['at the first of several questions', ['Добрый день', 'How much is it?', 'Where are you?'], 1],
  ])('%s', (_name, texts, expected) => {
    expect(replied('private', texts.map(toMessage))?.messageId ?? null).toBe(expected === null ? null : `${expected}`)
  })

  it('at a voice message in a burst as a whole: its transcript is not its text', () => {
    const voice = { ...toMessage(long, 0), kind: 'voice' }
    expect(replied('private', [voice, toMessage('И ещё я Анна', 1)])).toEqual({ messageId: '0', quote: null })
  })
})

describe('in a group an answer points', () => {
  it.each<[string, readonly string[], string]>([
    ['at the question', ['@bot Сколько стоит стрижка?'], '0'],
    [
      'at the newest question, not at what was said after it',
      ['@bot where are you?', '@bot цена?', '@bot спасибо'],
      '1',
    ],
    ['at the newest message where nobody asked', ['@bot привет', '@bot добрый день'], '1'],
  ])('%s', (_name, texts, messageId) => {
    expect(replied('group', texts.map(toMessage))).toEqual({ messageId, quote: null })
  })

  it('at no pressed button', () => {
    const pressed = { ...toMessage('Когда?', 1), kind: 'button' }
    expect(replied('group', [toMessage('@bot привет', 0), pressed])?.messageId).toBe('0')
    expect(replied('group', [pressed])).toBeNull()
  })
})

describe('of a long message the one question is quoted', () => {
  it('exactly as it stands in it', () => {
    const quote = replied('group', [toMessage(long, 0)])?.quote
    expect(quote).toBe(question)
    expect(long).toContain(quote)
  })

  it.each<[string, Partial<ContextMessage>]>([
    ['of a short one', { content: `Привет! ${question}` }],
    ['where two are asked', { content: `${long} А когда вы приедете?` }],
    ['longer than Telegram takes', { content: `Привет. ${'очень '.repeat(200)}дорого ли это будет стоить?` }],
    ['of formatted text', { metadata: '{"isFormatted":true}' }],
    ['of a caption', { kind: 'photo' }],
  ])('but not %s', (_name, other) => {
    const message = { ...toMessage(long, 0), ...other }
    expect(replied('group', [message])).toEqual({ messageId: '0', quote: null })
  })
})

function replied(chatType: 'private' | 'group', unanswered: readonly ContextMessage[]) {
  return chooseReplied({ chatType, language: null, unanswered })
}

function toMessage(content: string, index: number): ContextMessage {
  const id = (index + 1) as MessageId
  return { id, role: 'user', kind: 'text', content, timestamp: index, externalId: `${index}`, metadata: null }
}
