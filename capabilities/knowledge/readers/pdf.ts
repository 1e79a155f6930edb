import type { Section } from '../document.ts'
import { defineReader, unreadable } from './define-reader.ts'
import { tidyText } from './text/tidy.ts'

/** A PDF with text in it, a section a page: a PDF knows no headings, but where it stands helps the reader of a source. */
export const pdfReader = defineReader({
  extensions: ['pdf'],
  async read(bytes, path) {
    const { extractText, getDocumentProxy } = await import('unpdf')
    const pages = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 })
      .then(document => extractText(document, { mergePages: false }))
      .catch((cause: unknown) => {
        throw unreadable(
          `${path} is not a whole PDF, or has a password`,
          'Open it and print it to a new PDF, or save its text as .docx.',
          cause,
        )
      })
    const sections = pages.text.flatMap((text, index) => readPage(text, index + 1))
    if (sections.length > 0) return sections
    throw unreadable(
      `${path} holds pictures of text, not text`,
      'Run text recognition over it, or type what matters into a .md or .docx file.',
    )
  },
})

function readPage(text: string, page: number): readonly Section[] {
  // A word broken at the end of a line is one word for a search.
  const whole = text.replaceAll(/(\p{Ll})-\n(?=\p{Ll})/gu, '$1')
  const blocks = whole
    .split(/\n\s*\n/)
    .map(tidyText)
    .filter(paragraph => paragraph !== '')
    .map(paragraph => ({ kind: 'paragraph', text: paragraph }) as const)
  return blocks.length === 0 ? [] : [{ headings: [`p. ${page}`], blocks }]
}
