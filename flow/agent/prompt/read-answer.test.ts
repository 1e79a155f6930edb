import { describe, expect, it } from 'vitest'
import { readAnswer } from './read-answer.ts'

const facts =
  '{"slots": {"need": {"value": "сайт"}}, "objection": "price", "cannot_answer": true, "wants_human": false}'
const understood = { slots: { need: { value: 'сайт' } }, objection: 'price', cannotAnswer: true, wantsHuman: false }

const read = (text: string, isTruncated = false) => readAnswer({ text, isTruncated })

describe('a model’s answer', () => {
  it.each([
    ['on a line of its own', `Хорошо.\n@@ ${facts}`],
    ['without a line break', `Хорошо. @@ ${facts}`],
    ['without a space', `Хорошо.\n@@${facts}`],
    ['in a fence', `Хорошо.\n\`\`\`json\n@@ ${facts}\n\`\`\``],
    ['in a fence after the marker', `Хорошо.\n@@\n\`\`\`json\n${facts}\n\`\`\``],
    ['over several lines', `Хорошо.\n@@ ${facts.replaceAll(', ', ',\n')}`],
    ['with talk behind it', `Хорошо.\n@@ ${facts}\nНадеюсь, помог!`],
  ])('is taken apart when its facts stand %s', (_where, text) => {
    expect(read(text)).toEqual({ reply: 'Хорошо.', facts: understood })
  })

  it.each([
    ['nothing', 'Хорошо.'],
    ['a broken line', 'Хорошо.\n@@ {"slots": {"need"'],
    ['a line that is no object', 'Хорошо.\n@@ [1, 2]'],
    ['a bare marker', 'Хорошо.\n@@'],
    ['prose', 'Хорошо.\n@@ no facts'],
  ])('is a reply all the same when its facts are %s', (_what, text) => {
    expect(read(text)).toEqual({ reply: 'Хорошо.', facts: null })
  })

  it('keeps what it can read of facts with wrong types', () => {
    const { facts } = read('Да.\n@@ {"objection": "aliens", "cannot_answer": "yes", "wants_human": true}')
    expect(facts).toEqual({ slots: undefined, objection: null, cannotAnswer: false, wantsHuman: true })
  })

  it('never shows a client the marker, whatever stands before it', () => {
    for (const text of ['@@ {}', `@@ ${facts}`, '  @@ {"slots": {}}', `A\n@@ ${facts}\n@@ ${facts}`]) {
      expect(read(text).reply).not.toContain('@@')
    }
  })

  it('is as long as it is whole when the server cut it off, and whole when only its facts were cut', () => {
    expect(read('Хорошо. Приходите в пят', true).reply).toBe('Хорошо.')
    expect(read('Хорошо.\n@', true).reply).toBe('Хорошо.')
    expect(read('Хорошо. Ждём вас\n@@ {"slots": {"ne', true).reply).toBe('Хорошо. Ждём вас')
  })

  it('leaves an address with at-signs alone', () => {
    expect(read('Пишите на shop@@example или a@b.ru').reply).toBe('Пишите на shop@@example или a@b.ru')
  })
})
