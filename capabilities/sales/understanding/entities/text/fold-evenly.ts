import { rememberLatest } from '../../memory/remember-latest.ts'

const lookalikes: ReadonlyMap<string, string> = new Map([
  ['ё', 'е'],
  ['\u00a0', ' '],
  ['\u202f', ' '],
  ['\u2009', ' '],
  ['\t', ' '],
  ['’', "'"],
  ['‘', "'"],
  ['`', "'"],
  ['，', ','],
  ['、', ','],
  ['。', '\n'],
  ['％', '%'],
  ['￥', '¥'],
  ['～', '~'],
  ...['‐', '‑', '‒', '–', '—', '−'].map((dash): [string, string] => [dash, '-']),
  ...[...'๐๑๒๓๔๕๖๗๘๙'].map((digit, value): [string, string] => [digit, String(value)]),
  ...[...'０１２３４５６７８９'].map((digit, value): [string, string] => [digit, String(value)]),
])

const folded = new RegExp(`[${[...lookalikes.keys()].join('')}]`, 'g')

/**
 * Lower case, ё as е, one kind of dash, space, apostrophe and digit. The result is as long as `text`, unit for unit, so
 * that what is found in it can be cut from the original.
 */
export const foldEvenly: (text: string) => string = rememberLatest(fold)

function fold(text: string): string {
  const lower = text.toLowerCase()
  // İ becomes two units in lower case; every index behind it would shift.
  const even = lower.length === text.length ? lower : lowerByUnit(text)
  return even.replace(folded, unit => lookalikes.get(unit) ?? unit)
}

function lowerByUnit(text: string): string {
  return Array.from({ length: text.length }, (_, index) => {
    const unit = text.charAt(index)
    const lower = unit.toLowerCase()
    return lower.length === 1 ? lower : unit
  }).join('')
}
