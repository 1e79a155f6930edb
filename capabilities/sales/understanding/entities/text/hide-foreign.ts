const money = String.raw`(?:тыс|тыщ|мил|млн|лям|к(?!\p{L})|k(?!\p{L})|m(?!\p{L})|mln|руб|р(?!\p{L})|дол|бакс|евро|тенге|бат|usd|eur|rub|[$€£₽฿¥₸₴元万])`
const notMoney = `(?!\\s*${money})`
const months =
  '(?:январ|феврал|март|апрел|ма[йя](?!\\p{L})|июн|июл|август|сентябр|октябр|ноябр|декабр|jan|feb|mar(?:ch)?(?!\\p{L})|apr|may(?!\\p{L})|june?(?!\\p{L})|july?(?!\\p{L})|aug|sep|oct|nov|dec)'
const day = String.raw`(?:0?[1-9]|[12]\d|3[01])`

/** Numbers that mean something else than a sum or a count, each a shape that people write. */
const shapes: readonly string[] = [
  // E-mails, links, handles.
  String.raw`[^\s@]{1,64}@\S+|https?:\S+|www\.\S+|(?:t|wa|telegram)\.me/\S+|@\w+`,
  // Phones: with a plus, in the Russian grouping, in the American one, or as one run of digits.
  String.raw`\+\d[\d ()-]{7,17}\d`,
  String.raw`(?<!\d)[78]?[ -]?\(?\d{3}\)?[ -]?\d{3}[ -]\d{2}[ -]\d{2}(?!\d)`,
  String.raw`(?<!\d)\(?\d{3}\)?[ -]\d{3}-\d{4}(?!\d)`,
  String.raw`(?<!\d)[78]? ?\(\d{3,4}\)[ -]?\d[\d -]{4,9}\d`,
  String.raw`(?<!\d)[78] ?9\d{2} ?\d{3} ?\d{2} ?\d{2}(?!\d)${notMoney}`,
  String.raw`(?<!\d)(?:9\d{9}|0[689]\d[ -]?\d{3}[ -]?\d{4}|1[3-9]\d{9})(?!\d)${notMoney}`,
  // Dates: 15.11.2026, 2026-11-15, 15.11, 15 ноября, Nov 15.
  String.raw`(?<!\d)${day}[./-](?:0?[1-9]|1[0-2])[./-](?:\d{4}|\d{2})(?!\d)`,
  String.raw`(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)`,
  String.raw`(?<![\d.,])${day}\.(?:0[1-9]|1[0-2])(?![\d.,]?\d)${notMoney}(?!\s*(?:%|\p{L}))`,
  String.raw`(?<!\d)${day}(?:\s?-\s?${day})?(?:st|nd|rd|th)?\s(?:of\s)?${months}\p{L}*(?:\s(?:19|20)\d{2})?`,
  String.raw`(?<!\p{L})${months}\p{L}*\s${day}(?:st|nd|rd|th)?(?!\d)`,
  String.raw`(?<!\d)${day}(?:-?го)?\sчисла`,
  // Years.
  String.raw`(?<!\d)(?:19|20)\d{2}\s?(?:год\p{L}*|гг?(?!\p{L}))`,
  String.raw`(?<!\p{L})(?:с|в|к|in|since|by|until|года?|year)\s(?:19|20)\d{2}(?!\d)${notMoney}(?!\s\p{L}+(?:ов|ей|ек|s)(?!\p{L}))`,
  // Clock times: 18:30, 3pm, «в 15», «в 18-30», «в 3 часа», «с 9 до 18».
  String.raw`(?<!\d)\d{1,2}:\d{2}(?:\s?[ap]\.?m\b)?|(?<!\d)\d{1,2}\s?[ap]\.?m(?!\p{L})`,
  String.raw`(?<!\p{L})(?:в|во|к|после|at|after)\s(?:[01]?\d|2[0-4])(?:[-.][0-5]\d)?(?!\d|[.,]\d)\s?(?:час(?:а|ов|ам)?(?!\p{L})|ч(?!\p{L})|утра|вечера|дня|ночи|o'clock|$|[,!?.])`,
  String.raw`(?<!\p{L})с\s?(?:[01]?\d|2[0-4])(?:\sчасов)?\s?(?:до|по|-)\s?(?:[01]?\d|2[0-4])(?!\d)(?:\s?(?:час|ч(?!\p{L})|утра|вечера)\p{L}*|(?=\s*(?:$|[,.!?])))`,
  // Ratios and schedules: 24/7, 50/50.
  String.raw`(?<!\d)\d+/\d+(?!\d)`,
  // Numbers of orders, contracts, rooms.
  String.raw`(?:№|#)\s?\d[\d-]*`,
  String.raw`(?<!\p{L})(?:заказ[ауе]?|договор[ауе]?|сч[её]т[ауе]?|заявк[аеиу]|инн|кпп|огрн|артикул|номер|тел|кабинет|офис|квартир[аеы]|order|contract|invoice|ticket|case|room|id|pin|code|код)\s?(?:номер|number|no\.?|№|#)?:?\s?\d[\d-]*${notMoney}(?!\s*[/\d])`,
  // Names of things: 1С, gpt-4, b2b, mp3, 4k video.
  String.raw`(?<![\d\p{L}])1[сc](?!\p{L})`,
  String.raw`(?<![\p{L}\d])[a-z]+-\d+`,
  String.raw`(?<![a-zа-я])(?!(?:usd|eur|rub|thb|rmb|cny|aed|gbp|до|от|около)\d|[мm]2(?!\d))[a-zа-я]+\d[\da-zа-я]*`,
  String.raw`(?<!\d)4[kк]\s(?:видео|video|tv|монитор\p{L}*|monitors?)|(?:видео|video|в)\s4[kк](?!\p{L})`,
  String.raw`(?:iphone|айфон|windows|галакси|galaxy)\s\d+`,
]
/** «2х», «5-ти», «3-м»: the number's own ending. */
const caseEnding = /(?<=\d)(?:-?(?:х|ти|ми)|-м)(?!\p{L})/gu
const foreign = new RegExp(shapes.join('|'), 'gu')

/** Blanks out, at the same length, digits that are phones, dates, times, order numbers or names. */
export function hideForeign(folded: string): string {
  if (!/\d/.test(folded)) return folded
  return folded
    .replace(foreign, found => '\0'.repeat(found.length))
    .replace(caseEnding, found => ' '.repeat(found.length))
}
