/** English words that no brand name is made of, and that other languages in Latin letters do not share. */
export const closedClass: ReadonlySet<string> = new Set(
  (
    "the and you your yours i i'm i'd i'll my we we're our they it it's this that these those is are was were am been have has had do does did " +
    "don't doesn't can can't could would will should what what's how who where when why which much many not with from about for of to there " +
    'here any some need want please english if but or on be me us let'
  ).split(' '),
)

/** Frequent Russian words as they are typed without a Russian keyboard; none is a word of English or of a neighbour in Latin letters. */
const transliterated = new Set(
  (
    'privet zdravstvuyte zdravstvuite zdravstvujte skolko stoit spasibo pojaluysta pozhaluysta mozhno mojno kogda nuzhno nujno mne hochu ' +
    'xochu khochu zavtra segodnya podskazhite skazhite kak dela chto eto esli tolko konechno horosho xorosho'
  ).split(' '),
)
const ambiguous = new Set(['kak', 'dela', 'eto', 'mne', 'esli', 'kogda', 'zavtra', 'chto', 'tolko'])

/** Russian in Latin letters: one unmistakable word, or two that are usual. */
export function isTransliterated(text: string): boolean {
  const words = (text.toLowerCase().match(/[a-z]+/gu) ?? []).filter(word => transliterated.has(word))
  return words.length >= 2 || words.some(word => !ambiguous.has(word))
}
