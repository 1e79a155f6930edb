import { defineReader } from './define-reader.ts'
import { decodeText } from './text/decode-text.ts'
import { createSectionWriter } from './text/section-writer.ts'
import { takeQuestions } from './text/take-questions.ts'
import { tidyText } from './text/tidy.ts'

/** Plain text: paragraphs between empty lines, list items by their bullets. A line of text alone is no heading: nobody can tell. */
export const textReader = defineReader({
  extensions: ['txt', 'text'],
  mimeTypes: ['text/plain'],
  async read(bytes, path) {
    const writer = createSectionWriter()
    for (const paragraph of decodeText(bytes, path).split(/\n\s*\n/)) {
      for (const part of paragraph.split(/\n(?=\s*(?:[-*•–]|\d{1,2}[.)])\s)/)) {
        const text = tidyText(part)
        const kind = /^(?:[-*•–]|\d{1,2}[.)])\s/.test(text) ? 'item' : 'paragraph'
        if (text !== '') writer.block({ kind, text: text.replace(/^[-*•–]\s+/, '') })
      }
    }
    return takeQuestions(writer.finish())
  },
})
