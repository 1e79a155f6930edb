import { describe, expect, it } from 'vitest'
import { analyseDialogue } from './analyse-dialogue.ts'

const dayMs = 86_400_000

describe('the analysis of a dialogue', () => {
  it('counts each side’s messages and the days they span', () => {
    const messages = [say('user', 'Привет', 0), say('assistant', 'Здравствуйте!', 1), say('user', 'Да', dayMs * 2)]
    expect(analyseDialogue(messages)).toMatchObject({ clientMessages: 2, ourMessages: 1, days: 3 })
  })

  it.each([
    ['Спасибо, отлично, мне подходит', 'positive'],
    ['Дорого, и сервис ужасный', 'negative'],
    ['Это недорого?', 'neutral'],
    ['Мне нужен сайт', 'neutral'],
    ['Thanks, sounds good', 'positive'],
    ['This is terrible', 'negative'],
  ])('hears the tone of whole words: %s', (words, tone) => {
    expect(analyseDialogue([say('user', words, 0)]).tone).toBe(tone)
  })

  it('takes the tone of the client alone', () => {
    expect(analyseDialogue([say('assistant', 'Отлично, спасибо, прекрасно!', 0)]).tone).toBe('neutral')
  })

  it('quotes at most four telling sentences of the client, in their order', () => {
    const long = [1, 2, 3, 4, 5].map(part => `Это довольно длинное предложение клиента${'.'.repeat(part)}`)
    const { quotes } = analyseDialogue(long.map((text, at) => say('user', text, at)))
    expect(quotes).toEqual(long.slice(1))
    expect(analyseDialogue([say('user', 'Да. Нет. Ок.', 0)]).quotes).toEqual([])
  })

  it('says something of an empty dialogue, too', () => {
    expect(analyseDialogue([])).toEqual({ clientMessages: 0, ourMessages: 0, days: 1, tone: 'neutral', quotes: [] })
  })
})

function say(role: string, content: string, timestamp: number) {
  return { role, content, timestamp }
}
