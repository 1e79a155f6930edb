import type { Edge } from '../piece.ts'

const about = '(?:(?:где-то|примерно|около|ориентировочно|часов|часа|часам|часу|часиков|часикам|around|about|say)\\s)?'
/** What a preposition makes of the date or time after it; the longer ones first. */
const edges: readonly (readonly [Exclude<Edge, null>, string])[] = [
  ['since', 'не раньше|не ранее|начиная с|с|со|not before|no earlier than|starting|since|from|ตั้งแต่'],
  ['by', 'не позже|не позднее|ближе к|к|ко|by|no later than'],
  ['after', 'после|позже|позднее|after|later than|past|หลัง'],
  ['before', 'раньше|до|перед|earlier than|before|until|till|ก่อน'],
  ['for', 'на|for'],
  ['at', 'в|во|около|примерно|где-то|часам к|часикам к|at|on|around|about|between|@'],
]
const patterns = edges.map(
  ([edge, source]) =>
    [edge, new RegExp(`(?<![\\p{L}\\p{N}])${about}(?:${source})\\s*${about}(?:the\\s)?$`, 'u')] as const,
)
const suffixes: readonly (readonly [Exclude<Edge, null>, RegExp])[] = [
  ['since', /^\s?(?:以后|之后|后)/u],
  ['before', /^\s?(?:以前|之前|前)/u],
]
const longestPreposition = 32

/** The preposition before (in Chinese, after) a piece, and where the piece begins and ends together with it. */
export function findEdge(
  text: string,
  piece: { index: number; end: number },
): { edge: Edge; index: number; end: number } {
  const before = text.slice(Math.max(0, piece.index - longestPreposition), piece.index)
  for (const [edge, pattern] of patterns) {
    const match = pattern.exec(before)
    if (match !== null) return { edge, index: piece.index - match[0].length, end: piece.end }
  }
  for (const [edge, pattern] of suffixes) {
    const match = pattern.exec(text.slice(piece.end, piece.end + 3))
    if (match !== null) return { edge, index: piece.index, end: piece.end + match[0].length }
  }
  return { edge: null, index: piece.index, end: piece.end }
}
