import { AppError } from '#shared/utils'
import type { Button } from './contract.ts'

/** Telegram's 64, but for the eight of the seal that makes a button the bot's own. */
const maxDataBytes = 56
/** Not documented: bots were refused longer labels (BUTTON_TEXT_INVALID), and a phone could not show them anyway. */
const maxTextBytes = 64
/** Telegram's server takes no wider row and no larger keyboard. */
const maxButtonsInRow = 8
const maxButtons = 100

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * Rows of buttons as every channel can show them: labels on one line and cut to size, rows broken where too wide, empty rows
 * gone. Throws AppError `channel.invalid_button` for what cannot be mended without changing its meaning.
 */
export function fitButtons(rows: readonly (readonly Button[])[]): readonly (readonly Button[])[] {
  if (rows.flat().length > maxButtons) throw invalid(`more than ${maxButtons} buttons`)
  return rows.flatMap(row => breakRow(row.map(fitButton)))
}

function fitButton({ text, data }: Button): Button {
  const bytes = Buffer.byteLength(data)
  if (bytes < 1 || bytes > maxDataBytes) throw invalid(`data of ${bytes} bytes, allowed are 1 to ${maxDataBytes}`)
  const label = text.replaceAll(/\s+/g, ' ').trim()
  if (label === '') throw invalid('no text')
  return { text: cutLabel(label), data }
}

function cutLabel(label: string): string {
  if (Buffer.byteLength(label) <= maxTextBytes) return label
  let cut = ''
  for (const { segment } of graphemes.segment(label)) {
    if (Buffer.byteLength(`${cut}${segment}…`) > maxTextBytes) break
    cut += segment
  }
  return `${cut.trimEnd()}…`
}

function breakRow(row: readonly Button[]): readonly (readonly Button[])[] {
  const count = Math.ceil(row.length / maxButtonsInRow)
  return Array.from({ length: count }, (_, index) => row.slice(index * maxButtonsInRow, (index + 1) * maxButtonsInRow))
}

/** The text of a button may be a client's; the message names only measures. */
function invalid(fault: string): AppError {
  return new AppError('channel.invalid_button', `a button cannot be shown: ${fault}`)
}
