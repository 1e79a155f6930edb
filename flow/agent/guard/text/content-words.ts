import snowball from 'snowball-stemmers'

const english = snowball.newStemmer('english')
const russian = snowball.newStemmer('russian')
// Stems are cut, because fleeting vowels survive Snowball: стрижк(а) and стрижек must be one word.
const stemLength = 5
const maxRemembered = 20_000
const remembered = new Map<string, string>()

/** The stems of the words that say what a text is about; words that go with any price or time are left out. */
export function contentWords(folded: string, isWanted: (word: string) => boolean = () => true): readonly string[] {
  return [...folded.matchAll(/[\p{L}][\p{L}\p{M}\p{N}]*|\d+[a-zа-я]+/gu)].flatMap(([word]) => {
    if (word.length < 2 || generic.test(word) || !isWanted(word)) return []
    if (/[\p{Script=Han}]/u.test(word)) return pairsOf(word)
    return [stemOf(word)]
  })
}

function stemOf(word: string): string {
  const known = remembered.get(word)
  if (known !== undefined) return known
  const stem = toSound(/^[а-я]+$/.test(word) ? russian.stem(word) : english.stem(word)).slice(0, stemLength)
  if (remembered.size >= maxRemembered) remembered.clear()
  remembered.set(word, stem)
  return stem
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

/** The stems of what a text may be about: its content words but for verbs and adverbs. */
export function listTopics(folded: string): readonly string[] {
  return contentWords(folded, word => (word.length > 2 || /\d/.test(word)) && !noNoun.test(word))
}

/** The script in which most letters stand. */
export function scriptOf(text: string): 'cyrillic' | 'latin' | 'other' {
  const cyrillic = text.match(/[а-яё]/giu)?.length ?? 0
  const latin = text.match(/[a-z]/gi)?.length ?? 0
  if (cyrillic + latin < (text.match(/[\p{Script=Han}\p{Script=Thai}]/gu)?.length ?? 0)) return 'other'
  return cyrillic >= latin ? 'cyrillic' : 'latin'
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
