interface CompanyPattern {
  /** Words without which the pattern cannot match: looked for first, because the pattern itself is slow. */
  readonly cue: RegExp
  /** The group `name` is the company. The group `who`, if it took part, has to be a given name («Анна из …»). */
  readonly pattern: RegExp
  readonly confidence: number
}

const begins = String.raw`(?<![\p{L}\p{N}])`
const ends = String.raw`(?<!\s)(?![\p{L}\p{N}])`
const quoted = String.raw`[«"“„'][^«»"“”„'\n]{2,50}[»"”“']`
const capital = String.raw`(?:\p{Lu}[\p{L}\p{N}&.'-]*[\p{L}\p{N}]|\p{Lu}|\p{N}+\p{Lu}[\p{L}\p{N}]*)`
/** One to four capitalised words: Acme, North & Sons, Рога и Копыта. */
const proper = String.raw`${capital}(?:\s(?:&\s|and\s|и\s|of\s)?${capital}){0,3}`
const latin = String.raw`[A-Z][A-Za-z0-9&.'-]*[A-Za-z0-9](?:\s[A-Z][A-Za-z0-9&'-]*){0,3}`
const russianForm = '(?:ООО|ОАО|ЗАО|ПАО|АО|НКО|АНО|ТОО|ОсОО|ФГУП|ГК|ИП|ооо|оао|зао|пао|тоо|ип)'
const englishForm = String.raw`(?:Ltd|LTD|ltd|LLC|llc|Inc|inc|INC|GmbH|gmbh|Corp|corp|Corporation|Limited|PLC|plc|LLP|Pte\.?\sLtd|Co\.?,?\sLtd|S\.A\.|B\.V\.)`
const kind =
  '(?:[Кк]омпани[яиюей]|[Фф]ирм[аыуе]|организаци[яию]|агентств[оае]|студи[яию]|магазин[ае]?|салон[ае]?|клиник[аиуе]|кафе|ресторан[ае]?|бренд[ае]?|сет[ьи]|холдинг[ае]?|завод[ае]?|стартап[ае]?|школ[аыуе]|банк[ае]?)'
const cues = {
  russianForm: new RegExp(russianForm, 'u'),
  soleTrader: /ИП|ип/u,
  englishForm: new RegExp(englishForm, 'u'),
  kind: new RegExp(kind, 'u'),
  called: /назыв|назван|именуется/u,
  weAre: /[Ww]e|ompany|usiness|called/u,
  position: /work|represent|run|own|founder|CEO|CTO|director|manager|head/u,
  from: /from/u,
  work: /работа|тружусь/u,
  represents: /представля|от\sкомпании|директор|владелец|основатель|руководитель|менеджер/u,
  outOf: /из\s|представля/u,
} as const

/** From the plainest form to the vaguest; the first that fits wins. */
export const companyPatterns: readonly CompanyPattern[] = [
  make(cues.russianForm, String.raw`(?<name>${russianForm}\s?${quoted})`, 0.95),
  make(cues.soleTrader, String.raw`(?<name>(?:ИП|ип)\s${capital}(?:\s${capital}\.?\s?(?:${capital}\.?)?)?)`, 0.9),
  make(cues.russianForm, String.raw`(?<name>${russianForm}\s${proper})`, 0.9),
  make(
    cues.russianForm,
    String.raw`(?<name>${russianForm}\s(?!\p{L}+т[ьи](?!\p{L}))[\p{L}\p{N}-]{2,}(?=\s*(?:$|[.,!\n)])))`,
    0.8,
  ),
  make(
    cues.englishForm,
    String.raw`(?<name>(?:${capital},?\s(?:&\s|and\s)?){0,3}${capital},?\s${englishForm}\.?)`,
    0.9,
  ),
  make(
    cues.englishForm,
    String.raw`(?:is|are|from|at|for|called|company)\s(?<name>[\p{L}\p{N}&-]+(?:\s[\p{L}\p{N}&-]+)?\s${englishForm}\.?)`,
    0.85,
  ),
  make(cues.kind, String.raw`${kind}\s(?:называется\s)?(?<name>${quoted})`, 0.9),
  make(
    cues.called,
    String.raw`(?:называется|название|называемся|именуется)(?:\s(?:компании|фирмы|бренда))?\s?[:—-]?\s?(?<name>${quoted}|${proper})`,
    0.9,
  ),
  make(
    cues.called,
    String.raw`(?:называется|название\s(?:компании|фирмы)|называемся)\s?[:—-]?\s?(?<name>[\p{L}\p{N}-]+(?:\s[\p{L}\p{N}-]+)?)(?=\s*(?:$|[.,!\n)]))`,
    0.75,
  ),
  // «ваша компания …» is ours, not the client's.
  make(cues.kind, String.raw`(?<!ваш[аеу]?\s)${kind}\s?[:—-]?\s(?<name>${proper})`, 0.8),
  make(
    cues.weAre,
    String.raw`(?:(?:we|We)(?:\sare|'re|’re)|(?:[Cc]ompany|[Bb]usiness)(?:\sname)?(?:\sis|:|\sis\scalled|\scalled)|(?:it|It)(?:'s|’s|\sis)\scalled)\s(?<name>${quoted}|${proper})`,
    0.85,
  ),
  make(
    cues.position,
    String.raw`(?:[Ii]\swork\s(?:at|for|with|in)|(?:[Ww]e|[Ii])\s(?:represent|run|own)|working\s(?:at|for)|(?:founder|owner|CEO|CTO|director|manager|head)\s(?:of|at)|representing)\s(?<name>${quoted}|${latin})`,
    0.85,
  ),
  make(
    cues.from,
    String.raw`(?:[Ii]['’]?m|[Ii]\sam|[Ww]e['’]?re|[Ww]e\sare|[Tt]his\sis|here|(?<who>${capital}))\s(?:(?!from)\p{L}+\s)?from\s(?<name>${quoted}|${latin})`,
    0.8,
  ),
  make(cues.work, String.raw`(?:работа[юе]м?|тружусь)\s(?:в|на)\s(?:компании\s|фирме\s)?(?<name>${latin})`, 0.85),
  make(
    cues.work,
    String.raw`(?:работа[юе]м?|тружусь)\s(?:в|на)\s(?:компании\s|фирме\s)?(?<name>${quoted}|${proper})`,
    0.65,
  ),
  make(
    cues.represents,
    String.raw`(?:представля[юе]м?|от\sкомпании|директор|владелец|основатель|руководитель|менеджер)\s(?:компании?\s)?(?<name>${quoted}|${latin})`,
    0.8,
  ),
  make(
    cues.outOf,
    String.raw`(?:[Яя]|[Мм]ы|это|Это|(?<who>[А-ЯЁ][а-яё]+))\s(?:(?!из\s)\p{L}+\s)?из\s(?:компании\s|фирмы\s)?(?<name>${latin})`,
    0.8,
  ),
  make(
    cues.outOf,
    String.raw`(?:[Яя]|[Мм]ы|это|Это|(?<who>[А-ЯЁ][а-яё]+))\s(?:(?!из\s)\p{L}+\s)?(?:из|представля[юе]м?)\s(?:компани[июя]\s|фирм[ыу]\s)?(?<name>${quoted}|${proper})`,
    0.65,
  ),
]

function make(cue: RegExp, source: string, confidence: number): CompanyPattern {
  return { cue, pattern: new RegExp(`${begins}${source}${ends}`, 'gdu'), confidence }
}
