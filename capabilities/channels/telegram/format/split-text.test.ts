import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markdownDocuments } from '../../../../test/fixtures/telegram/markdown-documents.ts'
import { markdownToText } from './markdown-to-text.ts'
import { splitText } from './split-text.ts'

const roomy = { maxUnits: 20, maxEntities: 100 }

function split(text: string, limits = roomy): readonly string[] {
  return splitText({ text, entities: [] }, limits).map(part => part.text)
}

describe('splitText', () => {
  it.each([
    ['at a blank line rather than a line', 'aaaa bbb ccc\n\ndd\nee ffffff', ['aaaa bbb ccc', 'dd\nee ffffff']],
    ['at a line rather than a sentence', 'aaaa bbb ccc\ndd. eeee ffff', ['aaaa bbb ccc', 'dd. eeee ffff']],
    ['at a sentence rather than a space', 'aaaa bbb ccc. dd eeee ffff', ['aaaa bbb ccc.', 'dd eeee ffff']],
    ['at a space rather than in a word', 'aaaa bbb ccc dddddddddd', ['aaaa bbb ccc', 'dddddddddd']],
    ['in a word where nothing else is left', 'a'.repeat(30), ['a'.repeat(20), 'a'.repeat(10)]],
    ['never in the first half', `a\n\n${'b'.repeat(30)}`, [`a\n\n${'b'.repeat(17)}`, 'b'.repeat(13)]],
    ['right behind a full part', `${'a'.repeat(20)} b`, ['a'.repeat(20), 'b']],
    [
      'after a full stop without a space in Chinese',
      `${'字'.repeat(15)}。${'字'.repeat(10)}`,
      [`${'字'.repeat(15)}。`, '字'.repeat(10)],
    ],
    ['between graphemes', '👨‍👩‍👧'.repeat(4), ['👨‍👩‍👧'.repeat(2), '👨‍👩‍👧'.repeat(2)]],
    [
      'between code points where one grapheme is longer than a part',
      `👨${'\u200d👩'.repeat(8)}`,
      [`👨${'\u200d👩'.repeat(6)}`, '\u200d👩\u200d👩'],
    ],
  ])('cuts %s', (_where, text, parts) => {
    expect(split(text)).toEqual(parts)
  })

  it('opens a cut entity again, with its address or language', () => {
    const whole = markdownToText(`[${'a'.repeat(30)}](https://a.example)`)
    expect(splitText(whole, roomy).flatMap(({ entities }) => entities)).toEqual([
      { type: 'text_link', url: 'https://a.example', offset: 0, length: 20 },
      { type: 'text_link', url: 'https://a.example', offset: 0, length: 10 },
    ])
  })

  it('keeps the indent of code behind a cut', () => {
    const parts = splitText(markdownToText('```py\nif is_open:\n    wait()\n```'), roomy)
    expect(parts.map(({ text }) => text)).toEqual(['if is_open:', '    wait()'])
    expect(parts[1]?.entities).toEqual([{ type: 'pre', language: 'py', offset: 0, length: 10 }])
  })

  it('loses no character but white space, whatever the limits', () => {
    const limits = fc.record({
      maxUnits: fc.integer({ min: 40, max: 600 }),
      maxEntities: fc.integer({ min: 8, max: 30 }),
    })
    fc.assert(
      fc.property(markdownDocuments, limits, ({ markdown }, each) => {
        const whole = markdownToText(markdown)
        const parts = splitText(whole, each)
        expect(solid(parts.map(({ text }) => text).join(''))).toBe(solid(whole.text))
        expect(Math.max(...parts.map(({ text }) => text.length))).toBeLessThanOrEqual(each.maxUnits)
        expect(Math.max(...parts.map(({ entities }) => entities.length))).toBeLessThanOrEqual(each.maxEntities)
        expect(formatted(parts)).toBe(formatted([whole]))
      }),
      { numRuns: 200 },
    )
  })

  it('cuts no grapheme that fits into a part', () => {
    const letter = fc.constantFrom('a', ' ', '\n', '👍🏽', '👨‍👩‍👧‍👦', '🇹🇭', 'e\u0301', 'กำ', '한')
    fc.assert(
      fc.property(fc.array(letter, { maxLength: 120 }), letters => {
        const text = letters.join('')
        expect(split(text, { maxUnits: 30, maxEntities: 100 }).flatMap(graphemesOf)).toEqual(graphemesOf(text))
      }),
    )
  })
})

function solid(text: string): string {
  return text.replaceAll(/\s/g, '')
}

/** The characters under each kind of formatting, in order. */
function formatted(parts: ReturnType<typeof splitText>): string {
  const types = ['bold', 'italic', 'strikethrough', 'code', 'pre', 'blockquote', 'text_link']
  return types
    .map(type => {
      const stretches = parts.flatMap(({ text, entities }) =>
        entities
          .filter(entity => entity.type === type)
          .map(({ offset, length }) => text.slice(offset, offset + length)),
      )
      return `${type}: ${solid(stretches.join(''))}`
    })
    .join('\n')
}

function graphemesOf(text: string): readonly string[] {
  const segments = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment)
  return segments.filter(segment => segment.trim() !== '')
}
