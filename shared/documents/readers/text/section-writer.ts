import type { Block, Section } from '../../document.ts'

/** Collects the blocks of a document read from top to bottom. */
export interface SectionWriter {
  /** A heading of `level` (1 is the outermost) closes those of its level and below. */
  heading(level: number, text: string): void
  /** Closes the headings of `level` and below without opening another. */
  close(level: number): void
  block(block: Block): void
  finish(): readonly Section[]
}

export function createSectionWriter(): SectionWriter {
  const sections: Section[] = []
  let open: { readonly level: number; readonly text: string }[] = []
  let blocks: Block[] = []
  // The innermost heading has neither blocks nor headings below it yet: its words would be lost without a section of its own.
  let isBare = false

  return {
    heading(level, text) {
      if (text === '') return
      close(level)
      // Words above the first heading of a section, or below another, are a section of their own.
      flush(false)
      open = [...open, { level, text }]
      isBare = true
    },
    close,
    block(block) {
      blocks.push(block)
      isBare = false
    },
    finish() {
      flush(true)
      return sections
    },
  }

  function close(level: number): void {
    const parents = open.filter(heading => heading.level < level)
    if (parents.length === open.length) return
    flush(true)
    open = parents
    isBare = false
  }

  function flush(isClosing: boolean): void {
    if (blocks.length > 0 || (isBare && isClosing))
      sections.push({ headings: open.map(heading => heading.text), blocks })
    blocks = []
  }
}
