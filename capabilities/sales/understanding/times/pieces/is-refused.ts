/** Where one thought ends and the next begins. A point or a comma within a number parts nothing: 15.11, 15,5. */
const border =
  /[.!?…](?=\s|$)|;|,(?!\d)|(?<!\p{L})(?:а|но|зато|лучше|давай\p{L}*|but|instead|rather|let'?s|how about)(?!\p{L})/gu
const refusal =
  /(?<!\p{L})(?:не\s(?:могу|можем|смогу|сможем|получ(?:ится|ается)|подойдет|подходит|подойдут|подходят|успе\p{L}+|выйдет|удобно|устроит|устраивает|работаю)|неудобно|никак|занят[аы]?|can't|cannot|can\snot|cant|won't|(?:doesn't|don't|does\snot|do\snot|not)\s(?:work|suit|available|free|possible|convenient)|unavailable|busy)(?!\p{L})/u
/** «не получится ли завтра» asks. */
const asksPolitely = /(?<!\p{L})не\s\p{L}+\sли(?!\p{L})/u
const deniedItself = /(?<!\p{L})(?:не|not)\s$/u

/**
 * Whether what stands at `index`..`end` of a folded line is a time at which the client can not: «в четверг не могу», "not Friday". A
 * question («завтра не получится?») refuses nothing.
 */
export function isRefused(text: string, { index, end }: { readonly index: number; readonly end: number }): boolean {
  if (deniedItself.test(text.slice(0, index))) return true
  const { clause, mark } = clauseAround(text, index, end)
  return mark !== '?' && refusal.test(clause) && !asksPolitely.test(clause)
}

function clauseAround(text: string, index: number, end: number): { readonly clause: string; readonly mark: string } {
  let from = 0
  for (const match of text.matchAll(border)) {
    if (match.index >= end) return { clause: text.slice(from, match.index), mark: match[0] }
    if (match.index + match[0].length <= index) from = match.index + match[0].length
  }
  return { clause: text.slice(from), mark: '' }
}
