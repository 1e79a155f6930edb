import type { TextEntity } from '../../contract.ts'
import { type FormattedText, isBlock, isCode, isStyle } from './formatted-text.ts'
import { sliceText } from './slice-text.ts'

/** What an entity says besides its place. */
export type Mark = Omit<TextEntity, 'offset' | 'length'>

/** Collects text and, from the stretches it is told to mark, entities. */
export interface TextWriter {
  /** Appends text whose lines take the current indent. */
  write(text: string): void
  /** Appends text whose lines keep their own indent, as code does. */
  writeVerbatim(text: string): void
  /** Asks for at least `lines` line breaks before whatever comes next; for none at the beginning or the end. */
  breakLine(lines: 1 | 2): void
  /** Marks what `inner` writes, unless Telegram forbids that mark here. */
  mark(mark: Mark, inner: () => void): void
  /** Indents what `inner` writes, but for a line that has already begun. */
  indent(prefix: string, inner: () => void): void
  finish(): FormattedText
}

interface OpenMark {
  readonly mark: Mark
  offset: number
}

/** A writer with nothing in it yet. */
export function createTextWriter(): TextWriter {
  const entities: TextEntity[] = []
  const open: OpenMark[] = []
  let text = ''
  let indent = ''
  let owedBreaks = 0
  let isLineStart = false

  const settle = (): void => {
    if (text !== '' && owedBreaks > 0) {
      text += '\n'.repeat(owedBreaks)
      isLineStart = true
    }
    if (isLineStart) text += indent
    owedBreaks = 0
    isLineStart = false
  }
  const writeVerbatim = (written: string): void => {
    if (written === '') return
    settle()
    text += written
  }
  const indented = (prefix: string, inner: () => void): void => {
    const outer = indent
    indent = prefix
    inner()
    indent = outer
  }
  const close = ({ mark, offset }: OpenMark): void => {
    entities.push({ ...mark, offset, length: text.length - offset })
  }
  const marked = (mark: Mark, inner: () => void): void => {
    settle()
    // Bold text with code in it is bold before the code and bold after it.
    const interrupted = isCode(mark.type) ? open.filter(outer => isStyle(outer.mark.type)) : []
    interrupted.forEach(close)
    const opened = { mark, offset: text.length }
    open.push(opened)
    inner()
    open.pop()
    close(opened)
    for (const outer of interrupted) outer.offset = text.length
  }
  const isOpen = (type: TextEntity['type']): boolean => open.some(({ mark }) => mark.type === type)

  return {
    writeVerbatim,
    write(written) {
      const [first = '', ...others] = written.split('\n')
      writeVerbatim(first)
      for (const line of others) {
        text += '\n'
        isLineStart = true
        writeVerbatim(line)
      }
    },
    breakLine(lines) {
      owedBreaks = Math.max(owedBreaks, lines)
    },
    mark(mark, inner) {
      if (isOpen(mark.type) || (isOpen('text_link') && isCode(mark.type))) inner()
      // Telegram sets these apart by itself: an indent before them would be an empty line of spaces.
      else if (isBlock(mark.type)) indented('', () => marked(mark, inner))
      else marked(mark, inner)
    },
    indent: (prefix, inner) => indented(indent + prefix, inner),
    finish: () => sliceText({ text, entities }, 0, text.length),
  }
}
