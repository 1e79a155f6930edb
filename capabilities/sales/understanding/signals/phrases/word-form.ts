import { stemWord } from '#shared/utils'

/** Tells whether a folded word of a message is a form of one word of a phrase. */
export interface WordForm {
  readonly matches: (word: string) => boolean
  /** The word's beginning, for the index: its first letters, at most three. */
  readonly key: string
  /** The key is the whole word. */
  readonly isWhole: boolean
}

/**
 * One word of a phrase:
 * - `слово` in its dictionary form stands for its inflected forms: «бот» is «ботами» but neither «работа» nor «ботинки»;
 * - `=стоит` stands for itself alone;
 * - `созвон*` is a stem we chose by hand, for verbs whose forms differ too much («созвонимся», «созвоны»);
 * - `~inf` is any Russian infinitive.
 */
export function parseWordForm(written: string): WordForm {
  if (written === '~inf') return { matches: isInfinitive, key: '', isWhole: false }
  const word = written.replace(/^=/u, '')
  if (word.endsWith('*')) return startingWith(word.slice(0, -1))
  if (word !== written) return exactly(word)
  return inflected(written)
}

const cyrillic = /^[а-я-]+$/u
const infinitiveEnding = /(?:ть|ти|чь)(?:ся|сь)?$/u

const nounEndings =
  'а я ы и о е у ю ь й ом ем ой ей ою ею ью ов ев ам ям ами ями ах ях ия ие ию ии ий ией ием ий иям иями иях ' +
  'ая яя ое ее ые ие ого его ому ему ым им ых их ую юю ыми ими'
const verbEndings =
  'ть ти чь ю у ешь ишь ет ит ем им ете ите ют ут ят ат л ла ло ли й йте и ите ь ьте а я ал ала али ил ила или ать ить еть ять ' +
  'аю аем аете ает ают аешь ай айте уй уйте ую уем уете ует уют ел ела ели ся сь'
const endings = {
  noun: new Set(['', ...nounEndings.split(' ')]),
  verb: new Set(['', ...verbEndings.split(' ')]),
  english: new Set(['', 's', 'es', 'ed', 'd', 'e', 'ing', 'ings', 'y', 'ies', 'ied', 'ying']),
}

function inflected(word: string): WordForm {
  if (!cyrillic.test(word)) return /^[a-z]{3,}$/u.test(word) ? english(word) : exactly(word)
  if (infinitiveEnding.test(word) && word.length > 4) return verb(word)
  // Two or three letters, adverbs in -о and particles do not inflect; a stem of one or two letters would match half the language.
  const base = word.replace(/(?:ия|ие|ий|ый|ой|ая|яя|ое|ее|ые|[аяыиейюуь])$/u, '')
  if (base.length < 3 || word.endsWith('о')) return exactly(word)
  const bases = [base, ...withoutFleetingVowel(word)]
  return {
    matches: candidate =>
      bases.some(stem => candidate.startsWith(stem) && endings.noun.has(candidate.slice(stem.length))),
    ...keyOf(base.slice(0, Math.max(2, base.length - 2))),
  }
}

/** звонок → звонка, рынок → рынка, день → дня. */
function withoutFleetingVowel(word: string): readonly string[] {
  return /[а-я]{2}[ое][кц]$/u.test(word) ? [word.slice(0, -2) + word.slice(-1)] : []
}

function verb(word: string): WordForm {
  const stem = stemWord('russian', word).replace(/[аеиояу]$/u, '')
  return {
    matches: candidate =>
      candidate.startsWith(stem) && endings.verb.has(candidate.slice(stem.length).replace(/с[яь]$/u, '')),
    ...keyOf(stem),
  }
}

function english(word: string): WordForm {
  const base = word.replace(/(?:e|y)$/u, '')
  const isVerbLike = base.length >= 3
  if (!isVerbLike) return { matches: candidate => candidate === word || candidate === `${word}s`, ...keyOf(word) }
  const doubled = base + base.slice(-1)
  return {
    matches: candidate =>
      (candidate.startsWith(base) && endings.english.has(candidate.slice(base.length))) ||
      (candidate.startsWith(doubled) && /^(?:ed|ing)$/u.test(candidate.slice(doubled.length))),
    ...keyOf(base),
  }
}

function exactly(word: string): WordForm {
  return { matches: candidate => candidate === word, key: word, isWhole: true }
}

function startingWith(stem: string): WordForm {
  return { matches: candidate => candidate.startsWith(stem), ...keyOf(stem) }
}

function keyOf(stem: string): Pick<WordForm, 'key' | 'isWhole'> {
  return { key: stem.slice(0, 3), isWhole: false }
}

function isInfinitive(word: string): boolean {
  return word.length > 4 && cyrillic.test(word) && infinitiveEnding.test(word)
}
