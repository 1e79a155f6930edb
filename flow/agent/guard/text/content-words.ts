import { stemWord } from '#shared/utils'
import { matchEvery } from './match-every.ts'

// Stems are cut, because fleeting vowels survive Snowball: стрижк(а) and стрижек must be one word.
const stemLength = 5
const maxRemembered = 20_000
const remembered = new Map<string, WordReading>()

interface WordReading {
  /** What it says a text is about; none for a word that goes with any price or time. */
  readonly stems: readonly string[]
  /** Neither a verb nor an adverb. */
  readonly isTopic: boolean
}

/** The stems of the words that say what a text is about; words that go with any price or time are left out. */
export function contentWords(folded: string): readonly string[] {
  return matchEvery(folded, wordPattern).flatMap(([word]) => readWord(word).stems)
}

/** The stems of what a text may be about: its content words but for verbs and adverbs. */
export function listTopics(folded: string): readonly string[] {
  return placeTopics(folded).map(({ stem }) => stem)
}

/** A topic and where its word begins. */
export interface TopicPlace {
  readonly stem: string
  readonly index: number
}

export function placeTopics(folded: string): readonly TopicPlace[] {
  return matchEvery(folded, wordPattern).flatMap(({ 0: word, index }) => {
    const { stems, isTopic } = readWord(word)
    return isTopic ? stems.map(stem => ({ stem, index })) : []
  })
}

// The usual letters are told in place; for those of the whole world the engine makes a call.
const wordPattern = /(?:[a-zа-я]|\p{L})(?:[a-zа-я\d]+|[\p{L}\p{M}\p{N}])*|\d+[a-zа-я]+/gu

function readWord(word: string): WordReading {
  const known = remembered.get(word)
  if (known !== undefined) return known
  const reading = {
    stems: word.length < 2 || generic.test(word) ? [] : listStems(word),
    isTopic: (word.length > 2 || /\d/.test(word)) && !noNoun.test(word),
  }
  if (remembered.size >= maxRemembered) remembered.clear()
  remembered.set(word, reading)
  return reading
}

function listStems(word: string): readonly string[] {
  if (/\p{Script=Han}/u.test(word)) return pairsOf(word)
  return [toSound(stemWord(/^[а-я]+$/.test(word) ? 'russian' : 'english', word)).slice(0, stemLength)]
}

const sounds: Readonly<Record<string, string>> = Object.fromEntries(
  'а a|б b|в v|г g|д d|е e|ж zh|з z|и i|й i|к k|л l|м m|н n|о o|п p|р r|с s|т t|у u|ф f|х h|ц ts|ч ch|ш sh|щ sh|ъ |ы i|ь |э e|ю u|я a'
    .split('|')
    .map(pair => pair.split(' ')),
)

/** One spelling for what sounds alike in both scripts: «консультация» and "consultation", Марина and "Marina" are one word. */
function toSound(word: string): string {
  return word
    .replace(/[а-я]/g, letter => sounds[letter] ?? letter)
    .replace(/x/g, 'ks')
    .replace(/ph/g, 'f')
    .replace(/c(?!h)|q/g, 'k')
    .replace(/w/g, 'v')
    .replace(/y/g, 'i')
    .replace(/(.)\1/g, '$1')
}

/** Chinese writes no spaces: two signs stand for a word. */
function pairsOf(word: string): readonly string[] {
  return word.length < 3 ? [word] : Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2))
}

// Verbs and adverbs do not make a sentence be about something else.
const noNoun = /(?:ть|ться|ет|ит|ют|ут|ат|ят|ем|им|ешь|ишь|йте|сь|но|ly|ing|ed)$/

/** The script in which most letters of a folded text stand. */
export function scriptOf(folded: string): 'cyrillic' | 'latin' | 'other' {
  let cyrillic = 0
  let latin = 0
  for (let index = 0; index < folded.length; index++) {
    const code = folded.charCodeAt(index)
    if (code >= firstCyrillic && code <= lastCyrillic) cyrillic++
    else if (code >= firstLatin && code <= lastLatin) latin++
  }
  const rest = folded.length - cyrillic - latin
  if (rest > cyrillic + latin && cyrillic + latin < countEastern(folded)) return 'other'
  return cyrillic >= latin ? 'cyrillic' : 'latin'
}

const [firstCyrillic, lastCyrillic, firstLatin, lastLatin] = [0x430, 0x44f, 0x61, 0x7a]

function countEastern(text: string): number {
  return text.match(/[\p{Script=Han}\p{Script=Thai}]/gu)?.length ?? 0
}

const generic = new RegExp(
  `^(?:${[
    // Russian: function words, verbs of cost and time, names of units and columns.
    'а|без|более|больше|бы|был\\p{L}*|быть|в|вам|вами|вас|ваш\\p{L}*|весь|все|всего|всех|во|вот|выйдет|где|да|для|до|должн\\p{L}*|его|ее|если|есть|еще|же|за|здесь|и|из|или|им|их|к|как|какой|когда|кому|который|которая|которые|ко|лишь|меня|мне|могу|может|можете|можно|мы|на|над|надо|наш\\p{L}*|не|нас|нам|ней|нет|но|нужен|нужна|нужно|нужны|о|об|обычно|один|одна|он|она|они|оно|от|около|по|под|пожалуйста|после|потом|при|примерно|про|ровно|с|сам\\p{L}*|свой|себя|сейчас|со|так|также|там|тоже|только|то|того|тут|у|уже|хотите|чем|через|что|чтобы|эта|эти|это|этой|этом|этот|этого|я',
    'цен\\p{L}{0,3}|стоимост\\p{L}*|стоит|стоят|стоил\\p{L}*|стоить|обойд\\p{L}+|состав(?:ит|ляет|ят|ляют)|начина(?:ется|ются|я)|плат\\p{L}{1,4}|оплат\\p{L}+|тариф\\p{L}*|прайс\\p{L}*|рубл\\p{L}*|руб|р|тысяч\\p{L}*|тыс|млн|миллион\\p{L}*|доллар\\p{L}*|евро|бат\\p{L}{0,2}|процент\\p{L}*|услуг\\p{L}*|процедур\\p{L}*|сеанс\\p{L}*|длительност\\p{L}*|примечани\\p{L}*|назван\\p{L}*|мин|минут\\p{L}*|час\\p{L}{0,3}|ч|сут\\p{L}+|день|дн\\p{L}{1,2}|рабоч\\p{L}+|недел\\p{L}*|месяц\\p{L}*|год\\p{L}{0,2}|лет|занима(?:ет|ют)|займ(?:ет|ут)|дл(?:ится|ятся)|потребу\\p{L}+|понадоб\\p{L}+|време\\p{L}+|врем\\p{L}+|срок\\p{L}*',
    'здравствуйте|привет|добр\\p{L}{2}|спасибо|конечно|отличн\\p{L}+|хорош\\p{L}+|понима\\p{L}+|понял\\p{L}*|прекрасн\\p{L}+|рад\\p{L}?|кстати|например|итого|всего|сто|двести|триста|четыреста|пятьсот|шестьсот|семьсот|восемьсот|девятьсот|один|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять|двадцать|тридцать|сорок|пятьдесят|полтора|пол',
    'понедельник\\p{L}*|вторник\\p{L}*|сред[ауые]|четверг\\p{L}*|пятниц\\p{L}*|суббот\\p{L}*|воскресень\\p{L}*|сегодня|завтра|послезавтра|январ\\p{L}+|феврал\\p{L}+|март\\p{L}*|апрел\\p{L}+|ма[йяе]|июн\\p{L}|июл\\p{L}|август\\p{L}*|сентябр\\p{L}|октябр\\p{L}|ноябр\\p{L}|декабр\\p{L}',
    // What a sum or a promise is for is told by its role, not by its words.
    'скид\\p{L}*|акци\\p{L}*|дешев\\p{L}*|выгод\\p{L}*|бесплатн\\p{L}*|подар\\p{L}*|гарант\\p{L}*|верн\\p{L}*|возвра\\p{L}*|деньг\\p{L}*|денег|средств\\p{L}*|сумм\\p{L}*|предоплат\\p{L}*|discount\\p{L}*|offers?|free|gift|guarant\\p{L}*|warrant\\p{L}*|refund\\p{L}*|money|back|cheap\\p{L}*|promise\\p{L}*|обеща\\p{L}*',
    // English.
    'a|about|all|also|an|and|any|are|as|at|be|been|but|by|can|could|did|do|does|each|ends?|every|for|from|had|has|have|he|her|here|his|how|i|if|in|including|into|is|it|its|just|let|like|may|me|more|most|much|my|no|not|now|of|off|on|once|one|only|or|our|out|over|own|per|please|she|should|so|some|such|than|that|the|their|them|then|there|these|they|this|those|to|too|up|upon|us|was|we|well|were|what|when|where|which|while|who|will|with|within|would|you|your|yes',
    'm2|м2|sqm|thb|price[sd]?|pricing|costs?|charge[sd]?|pay|paid|payment|fee|rate|total|rub|rur|roubles?|rubles?|usd|dollars?|eur|euros?|thb|bahts?|percent|services?|procedure|session|duration|mins?|minutes?|hours?|hrs?|days?|weeks?|months?|years?|takes?|lasts?|time|starts?|starting|hundred|thousand|million|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|half|amounts?|comes?',
    'hello|hi|thanks|thank|sure|great|good|understand|glad|happy|course|monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|tomorrow|january|february|march|april|june|july|august|september|october|november|december|am|pm',
  ].join('|')})$`,
  'u',
)
