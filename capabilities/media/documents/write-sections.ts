import type { Block, Section } from '#shared/documents'

/** A document as plain text: each path of headings once above what stands under it, a table row by row. */
export function writeSections(sections: readonly Section[]): string {
  let above = ''
  const parts: string[] = []
  for (const { headings, blocks } of sections) {
    const heading = headings.join(' › ')
    if (heading !== above && heading !== '') parts.push(`# ${heading}`)
    above = heading
    parts.push(...blocks.map(writeBlock))
  }
  return parts.filter(part => part !== '').join('\n')
}

function writeBlock(block: Block): string {
  switch (block.kind) {
    case 'table':
      return [block.columns, ...block.rows]
        .filter(row => row.length > 0)
        .map(writeRow)
        .join('\n')
    case 'item':
      return `- ${block.text}`
    default:
      return block.text
  }
}

function writeRow(cells: readonly string[]): string {
  return cells.join(' | ')
}
