import { foldForSearch } from '#shared/utils'
import { contentWords } from '../guard/text/content-words.ts'

/** A question of a message. */
export interface AskedPoint {
  readonly question: string
  /** What it is made of: one sentence, or one and those that mean nothing without it. */
  readonly pieces: readonly [string, ...string[]]
  /** What the client said between the question before and this one; may be empty. */
  readonly context: string
}

// More than this in one message is a questionnaire: its answers would be no chat any more.
const maxPoints = 3

/**
 * The questions of a message one by one, at most three; of speech, too, which is written down without marks («и сколько это займёт
 * и где вы находитесь»). A question that means nothing by itself («Сколько стоит?») stays with what it follows. Empty: no question.
 */
export function splitQuestions(text: string): readonly AskedPoint[] {
  const points: AskedPoint[] = []
  let said: string[] = []
  for (const piece of listPieces(text)) {
    const isQuestion = /[?？]$/u.test(piece) || opensQuestion.test(piece)
    if (!isQuestion) {
      said.push(piece)
      continue
    }
    const before = points.at(-1)
    if (isStandingAlone(piece)) points.push(buildPoint([piece.replace(leadingJoint, '')], said.join(' ')))
    else if (before !== undefined && said.length === 0) {
      points[points.length - 1] = buildPoint([...before.pieces, piece], before.context)
    } else points.push(buildPoint(said.length === 0 ? [piece] : [said.join(' '), piece], ''))
    said = []
  }
  return points.slice(0, maxPoints)
}

function buildPoint(pieces: AskedPoint['pieces'], context: string): AskedPoint {
  return { question: pieces.join(' '), pieces, context }
}

// «И есть ли парковка?» is repeated to the client without what joined it to the question before.
const leadingJoint = /^(?:(?:а|и|ну|and|also|so)\s+)+(?:(?:ещё|еще|also)\s+)?(?=\p{L}{2})/iu

const asking =
  '(?:сколько|скольк[оу]|почем|почём|где|куда|когда|как|как(?:ой|ая|ое|ие)|есть ли|можно ли|можно|что|кто|чем|что|во сколько|до скольки|делаете|работаете|да[её]те(?: ли)?|берете(?: ли)?|берёте(?: ли)?|есть|у вас (?:есть|можно|делают|бывает)|вы (?:делаете|работаете|принимаете|берете|берёте|доставляете|продаете|продаёте)|who|what|where|when|how|which|do (?:you|i|we|they)|does|can (?:i|we|you|a|an|the)|could (?:i|we|you)|is (?:there|it|a|an|the|your)|are (?:there|you|the|your)|will (?:you|it|the|there))'
const opensQuestion = new RegExp(
  `^(?:(?:а|и|ну|ок|окей|ещё|еще|and|also|so|ok|okay)[\\s,]+)*${asking}(?![\\p{L}\\p{N}])`,
  'iu',
)
// «… и где вы находитесь», "… and do you take cards": another question begins where one could begin a sentence.
const joint = new RegExp(
  `[,;]?\\s+(?=(?:(?:и|а|and|also)\\s+)(?:(?:ещё|еще|also)\\s+)?${asking}(?![\\p{L}\\p{N}]))`,
  'giu',
)
// «…, сколько это стоит», "…, how long does it take": after a comma only what begins no subordinate clause («место, где подождать»).
const comma =
  /,\s+(?=(?:сколько|почем|почём|есть ли|можно ли|(?:делаете|работаете|да[её]те|бер[её]те)(?: ли)?|во сколько|how (?:much|many|long)|do you|does|can (?:i|we|you)|is there|are there)(?![\p{L}\p{N}]))/giu

function listPieces(text: string): readonly string[] {
  return text
    .split(sentenceEnd)
    .flatMap(sentence => (opensLater(sentence) ? sentence.split(comma).flatMap(part => part.split(joint)) : [sentence]))
    .map(piece => piece.trim())
    .filter(piece => /[\p{L}\p{N}]/u.test(piece))
}

// «3.5» and "site.ru" hold none; Chinese puts no space behind its marks.
const sentenceEnd = /(?<=[.!?…])\s+|(?<=[？。！])|\n+/u

/** A statement is not cut: «хочу знать, что и как» asks nothing by itself. */
function opensLater(sentence: string): boolean {
  return /[?？]\s*$/u.test(sentence) || opensQuestion.test(sentence.trim())
}

// These ask for the price or the time of something that was named before, unless they bring a subject of their own.
const ownSubject =
  /скид|акци|рассроч|возврат|вернете|гарант|предоплат|оплат|бесплат|discount|refund|guarant|warrant|deposit|pay|free|(?<!\p{L})где вы(?!\p{L})|where (?:are|r) (?:you|u)(?!\p{L})/u
const pointing = /(?<!\p{L})(?:это|этот|эта|эту|он|она|оно|они|его|ее|их|it|they|them|this|that|these|those)(?!\p{L})/u

const askingWords = new RegExp(`(?<!\\p{L})(?:how long|${asking})(?!\\p{L})`, 'gu')

/** Whether a question names what it asks about: «Сколько стоит стрижка?» does, «Сколько стоит?» and «Он долго?» do not. */
export function isStandingAlone(question: string): boolean {
  const folded = foldForSearch(question)
  if (/[\p{Script=Han}\p{Script=Thai}]/u.test(folded)) return true
  if (pointing.test(folded)) return false
  return ownSubject.test(folded) || namesSubject(question)
}

/** Whether a text says what it is about; «Да», «Сколько по времени?» and "How long does it take?" do not. */
export function namesSubject(text: string): boolean {
  return contentWords(foldForSearch(text).replaceAll(askingWords, ' ')).some(stem => !nods.has(stem))
}

const nods: ReadonlySet<string> = new Set(['ok', 'okay', 'yes', 'da', 'aga', 'ugu', 'spasi'])
