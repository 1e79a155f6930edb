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

const perhapsFolded = /[\u00a0\u2000-\u206f\u3000-\u303f\uff00-\uffef\u0e50-\u0e59\u2212\t`ё]|\p{Lu}/u

/**
 * Lower case, ё as е, one kind of dash, space, apostrophe and digit. The result is as long as `text`, unit for unit, so
 * that what is found in it can be cut from the original.
 */
export const foldEvenly: (text: string) => string = rememberLatest(fold)

function fold(text: string): string {
  if (!perhapsFolded.test(text)) return text
  let folded = ''
  for (let index = 0; index < text.length; index++) folded += foldUnit(text.charAt(index))
  return folded
}

function foldUnit(unit: string): string {
  const lower = unit.toLowerCase()
  // İ becomes two units in lower case; every index behind it would shift.
  return lookalikes.get(lower) ?? (lower.length === 1 ? lower : unit)
}
