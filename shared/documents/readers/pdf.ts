import type { Section } from '../document.ts'
import { defineReader, unreadable } from './define-reader.ts'
import { tidyText } from './text/tidy.ts'

/** A PDF with text in it, a section a page: a PDF knows no headings, but where it stands helps the reader of a source. */
export const pdfReader = defineReader({
  extensions: ['pdf'],
  mimeTypes: ['application/pdf'],
  async read(bytes, path, { maxPages }) {
    const { pages, leftOut } = await readPages(bytes, maxPages).catch((cause: unknown) => {
      throw unreadable(
        `${path} is not a whole PDF, or has a password`,
        'Open it and print it to a new PDF, or save its text as .docx.',
        cause,
      )
    })
    const sections = pages.flatMap((text, index) => readPage(text, index + 1))
    if (sections.length > 0) return [...sections, ...noteLeftOut(leftOut)]
    throw unreadable(
      `${path} holds pictures of text, not text`,
      'Run text recognition over it, or type what matters into a .md or .docx file.',
    )
  },
})

interface Pages {
  readonly pages: readonly string[]
  readonly leftOut: number
}

async function readPages(bytes: Buffer, maxPages: number): Promise<Pages> {
  const { getDocumentProxy } = await import('unpdf')
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 })
  const pages: string[] = []
  // One after the other: a page that has been read is let go.
  for (let number = 1; number <= Math.min(pdf.numPages, maxPages); number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent()
    pages.push(items.map(item => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join(''))
  }
  await pdf.loadingTask.destroy()
  return { pages, leftOut: Math.max(0, pdf.numPages - maxPages) }
}

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

function noteLeftOut(count: number): readonly Section[] {
  return count === 0 ? [] : [{ headings: [], blocks: [{ kind: 'paragraph', text: `[… +${count} p.]` }] }]
}
