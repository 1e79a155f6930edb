import { findAvailability, findBooking } from './claims/booking-claims.ts'
import { findPhrases, type PhraseClaim } from './claims/phrase-claims.ts'
import { describeClaims, wordsAround } from './describe-claim.ts'
import type { ClaimKind, Evidence } from './evidence.ts'
import { backFigure } from './facts/back-figure.ts'
import { backMoments } from './facts/back-moments.ts'
import { type ClaimWords, type FactBase, scoreFit } from './facts/fact-base.ts'
import { rolesOf } from './facts/roles.ts'
import { type Figure, isMoment, kindOf } from './figures/figure.ts'
import { readSentence, type Sentence, type SentenceParts } from './read-sentence.ts'
import { contentWords, scriptOf } from './text/content-words.ts'
import { lazily } from './text/lazily.ts'
import { segmentAt } from './text/split-segments.ts'

/** A claim of a sentence with what backs it; null when nothing does. */
export interface Judged {
  readonly kind: ClaimKind
  readonly claim: string
  readonly source: string | null
}

/** What a sentence claims. What is the client's own, asked, or no promise is not in the list. */
export function judgeSentence(parts: SentenceParts): readonly Judged[] {
  const sentence = readSentence(parts)
  const booking = judgeBooking(sentence)
  return [...booking, ...judgeFigures(sentence, booking), ...judgePhrases(sentence)]
}

const calendar = 'calendar'

/** Said to be booked is only what a scheduled meeting shows, at its very time. A hold is not a booking. */
function judgeBooking({ text, evidence, base, figures }: Sentence): readonly Judged[] {
  const claim = findBooking(text)
  if (claim === null || (text.includes('?') && figures.every(figure => !isMoment(figure))))
    return judgeAvailability(text, evidence)
  const moments = base.calendar.booked()
  const stated = figures.filter(isMoment)
  const isTrue = moments.length > 0 && backMoments(stated, moments).size === stated.length
  return [{ kind: 'booking', claim, source: isTrue ? calendar : null }]
}

function judgeAvailability(text: string, evidence: Evidence): readonly Judged[] {
  const claim = text.includes('?') ? null : findAvailability(text)
  return claim === null ? [] : [{ kind: 'time', claim, source: evidence.openings.length > 0 ? calendar : null }]
}

function judgeFigures(sentence: Sentence, booking: readonly Judged[]): readonly Judged[] {
  const { base, figures, says } = sentence
  if (figures.length === 0) return []
  const isBooked = booking.some(({ kind, source }) => kind === 'booking' && source !== null)
  const inCalendar =
    figures.some(isMoment) && isAboutMeeting(sentence) ? backMoments(figures, base.calendar.known()) : new Set<Figure>()
  // What is offered is in the calendar; that the shop is open then is not enough.
  const isOffered = says(invites) && figures.some(({ unit }) => unit.kind === 'clock') && figures.some(isDay)
  const describe = lazily(() => describeClaims(sentence))
  return figures.flatMap((figure): readonly Judged[] => {
    const judged = { kind: kindOf(figure.unit), claim: figure.text }
    if (inCalendar.has(figure)) return isBooked ? [] : [{ ...judged, source: calendar }]
    if (isOffered && isMoment(figure)) return [{ ...judged, source: null }]
    if (isCount(sentence, figure) || isTalk(sentence, figure)) return []
    const source = backFigure(describe()(figure), base)
    if (source !== null) return [{ ...judged, source }]
    return isClients(sentence, figure) ? [] : [{ ...judged, source: null }]
  })
}

const prices =
  /цен[аыеуо]|стоит|стоить|стоимост|обойд|выйдет|скидк|дешевл|дорож|тариф|прайс|бюджет|оплат|плат[ияе]|доплат|гарант|рубл|₽|\$|€|фунт|price|costs?(?!\p{L})|charge|fee(?!\p{L})|discount|cheaper|pay(?!\p{L})|budget|guarantee|(?<!\p{L})off(?!\p{L})|(?<!\p{L})(?:thb|usd|eur|rub)(?!\p{L})|价|元|ราคา/iu

// From here on a bare number is a sum or a year, and so a claim.
const leastSum = 1000

/** A small bare number is a claim only where something is priced: «дом 5», "answer 17" promise nothing. */
function isCount({ text, says }: Sentence, { unit, values, text: figure, index }: Figure): boolean {
  if (unit.kind !== 'plain' || values.length === 0 || values.some(value => value >= leastSum)) return false
  return !says(prices) && !/^\s?[mм][²2]/iu.test(text.slice(index + figure.length))
}

const offers =
  /свобод|окн[оа]|предлаг|предлож|мест[оа](?!\p{L})|запи[сш]|заброни|есть\s|available|free|offer|slot|book|opening|schedule/u
const promises =
  /успе[еюв]|сдела|готов|достав|привез|пришл|отправ|перезвон|позвон|свяж|напиш|верн|запи[сш]|жд[ем]|приход|приезж|начн|запуст|старт|свобод|окн[оа]|мест[оа](?!\p{L})|получ|отда[дш]|пода[рд]|скид|действ|закан|последн|только|can(?!\p{L})|will|'ll(?!\p{L})|ready|deliver|call|send|start|finish|done|available|free|slot|open|book|see you|come|get|last|expire|only|until/u

const invites =
  /предлаг|предлож|давайте|приходите|приезжайте|жд[еу]м?(?!\p{L})|свобод|окн[оа]|есть (?:время|мест)|offer|available|free|let's|come|slot|opening/u

function isDay({ unit }: Figure): boolean {
  return unit.kind === 'weekday' || unit.kind === 'date'
}

const otherMoments =
  /пришл|отправ|достав|готов|законч|сдад|запуст|внедр|скид|акци|действ|истека|открыт|открыва|закрыва|работа(?:ем|ет|ют)|deliver|send|ready|finish|launch|discount|expire|valid|(?:are|is|we're) open|opens|close/u

/** A free Friday in the calendar does not back what shall be delivered, or end, on Friday, nor that the shop is open. */
function isAboutMeeting({ says, figures }: Sentence): boolean {
  return !says(otherMoments) && (says(offers) || says(meets) || figures.some(({ unit }) => unit.kind === 'clock'))
}

const meets =
  /встре[чт]|при[её]м|визит|консультац|созвон|ближайш|жд[ем]|записан|до\s|see you|meet|call|visit|appointment|consultation|nearest|next|booked/u

/** A day that is asked about, today's date, and «завтра» where nothing is promised are talk. */
function isTalk({ says, figures, base }: Sentence, figure: Figure): boolean {
  if (!isMoment(figure)) return false
  if (says(question) && !says(offers)) return true
  const isAlone = figures.every(other => other === figure || !isMoment(other))
  if (figure.isRelative) return isAlone && !says(promises)
  if (figures.every(({ unit }) => unit.kind !== 'date')) return false
  return backMoments(figures, base.calendar.now()).size === figures.filter(isMoment).length && !says(promises)
}

const question = /[?？]/

const theirs =
  /(?<!\p{L})(?:вы (?:назвали|сказали|говорили|писали|написали|упомянули|указали|хотите|хотели|планируете|ищете|просили|спрашивали|выбрали|рассчитываете)|ваш\p{L}{0,3} (?:бюджет|срок|запрос|команд|компани|вопрос|пожелани)\p{L}*|у вас|вам (?:нужн|важн|удобн)\p{L}*|вас интересует|(?:я )?(?:понял|поняла|записал|записала|отметил|отметила|услышал|услышала|учту)|бюджет\p{L}* (?:до|от|около|в|порядка|примерно)|с бюджетом|в (?:вашем|рамках|пределах)|you (?:said|mentioned|named|told|wrote|asked|want|wanted|have|need|are looking|were looking|plan|prefer)|your (?:budget|team|company|request|deadline|timeline|preferred|question)|a budget of|with a budget|noted|got it|understood|i see)(?!\p{L})/u
const ours =
  /(?<!\p{L})(?:цена|цены|ценой|цену|стоит|стоить|стоимость|обойд\p{L}+|выйдет|хватит|хватает|достаточно|укла\p{L}+|улож\p{L}+|впис\p{L}+|впиш\p{L}+|подойд\p{L}+|устроит|сделаем|сделаю|можем|сможем|могу|возьмем|берем|скидк\p{L}*|дешевле|согласн\p{L}+|договорились|price|costs?|charge|enough|fits? (?:in|into|your|the)|covers?|we can|i can|can do|we'll|we will|works for us|deal|agreed|discount|off|cheaper|available|свобод\p{L}+)(?!\p{L})/u

/** The client's own figures may be said back to them, as theirs; counts of what they have need no «вы сказали». */
function isClients(sentence: Sentence, figure: Figure): boolean {
  return (
    isSaidBack(sentence, figure) &&
    sentence.base.hasClientSaid(
      said =>
        (said.unit.kind === figure.unit.kind || said.unit.kind === 'plain' || figure.unit.kind === 'plain') &&
        said.values.some(value => figure.values.includes(value)) &&
        isSameMoney(said, figure),
    )
  )
}

function isSaidBack({ text, says }: Sentence, figure: Figure): boolean {
  if (says(ours)) return false
  if (says(theirs) || figure.unit.kind === 'plain') return true
  if (says(question)) return !says(offers)
  const isCount = !isMoment(figure) && kindOf(figure.unit) === 'figure'
  return isCount && /(?:для|из|for|of|with)\s\S{0,4}\s?$/u.test(text.slice(0, figure.index))
}

function isSameMoney(said: Figure, figure: Figure): boolean {
  if (said.unit.kind !== 'money' || figure.unit.kind !== 'money') return true
  return said.unit.currency === null || figure.unit.currency === null || said.unit.currency === figure.unit.currency
}

const hedged =
  /(?<!\p{L})(?:уточн|узна[юе]|спрош|провер[юи]|верн[ус]\p{L}* с)|не знаю|не могу (?:сказать|назвать|подсказать|обещать)|нет (?:данных|информации|сведений)|check|find out|ask (?:my|a|the) colleague|let you know|not sure|don't know|come back to you|查一下|确认一下|สอบถาม|ตรวจสอบ/u

/** Free gifts, discounts, guarantees: true when a source says the same of the same thing. */
function judgePhrases(sentence: Sentence): readonly Judged[] {
  const { text, figures, says } = sentence
  return findPhrases(text).flatMap(phrase => {
    if (phrase.isNegated || isAsked(text, phrase) || (figures.length === 0 && says(hedged))) return []
    // «Скидка 10 %» stands or falls with its figure, which must have the same role.
    if (figures.some(figure => tells(sentence, phrase, figure))) return []
    return [{ kind: phrase.kind, claim: phrase.text, source: backPhrase(sentence, phrase) }]
  })
}

function tells({ segments }: Sentence, phrase: PhraseClaim, figure: Figure): boolean {
  const isBeside = segmentAt(segments(), phrase.index).words === segmentAt(segments(), figure.index).words
  return isBeside && !isMoment(figure) && rolesOf(phrase.text).has(phrase.name)
}

/** «Какая скидка вам нужна?», "Are you looking for a discount?" ask; «Хотите скидку?» offers. */
function isAsked(text: string, phrase: PhraseClaim): boolean {
  return (
    /[?？]/.test(text) &&
    phrase.kind !== 'price' &&
    /^(?:как|какой|какая|какую|какие|почему|зачем|вы (?:ищете|имеете|про|о)|what|which|why|are you|do you mean|did you)(?!\p{L})/u.test(
      text,
    )
  )
}

function backPhrase(sentence: Sentence, phrase: PhraseClaim): string | null {
  const { text, base } = sentence
  const words = wordsAround(sentence, phrase.index)
  const same = base.phrases().filter(({ item }) => item.phrase.name === phrase.name)
  const [best] = same
    .map(({ source, item }) => ({ source, item, score: scoreFit(item, words, base.weightOf) }))
    .sort((one, other) => other.score - one.score)
  // Nothing is promised about what no source names, nor in another language than the source's: there it cannot be told.
  if (best === undefined) return null
  if (best.score === 0 && (contentWords(text).length > 0 || best.item.script !== scriptOf(text))) return null
  return phrase.name === 'free' && costs(words, base) > best.score + tolerance ? null : best.source
}

// Equal but for the order of additions.
const tolerance = 1e-6

/** How well the words fit something that has a price. */
function costs(words: ClaimWords, base: FactBase): number {
  const scores = base.scoreFacts(words)
  return base
    .facts()
    .reduce((most, { item }, at) => (item.figure.unit.kind === 'money' ? Math.max(most, scores[at] ?? 0) : most), 0)
}
