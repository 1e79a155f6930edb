import type { Rule } from '../piece.ts'
import { words } from '../piece.ts'

const nothing = { kind: 'nothing' } as const

const number = '\\d+(?:[.,:/ -]\\d+)*'
const money =
  'руб\\p{L}*|р|₽|\\$|€|£|¥|฿|usd|eur|rub|thb|доллар\\p{L}*|евро|бат\\p{L}*|юан\\p{L}*|baht|bucks|dollars?|euros?|元|块'
const magnitude = 'тыс\\p{L}*|т\\.?р|млн|миллион\\p{L}*|млрд|лям\\p{L}*|к|k|m|mln|million|thousand|万'
const measure =
  '%|процент\\p{L}*|percent|км|м2|м²|кв\\.?\\s?м|сот\\p{L}*|кг|гр?|л|мм|см|шт\\p{L}*|гб|мб|gb|mb|ghz|kg|km|sqm|cm|mm|раз|раза|times|x|х'
const place =
  'кабинет\\p{L}*|каб|комнат\\p{L}*|офис\\p{L}*|квартир\\p{L}*|кв|дом\\p{L}{0,2}|строени\\p{L}*|корпус\\p{L}*|корп|подъезд\\p{L}*|этаж\\p{L}*|аудитори\\p{L}*|пункт\\p{L}*|глав\\p{L}*|room|office|apt|apartment|flat|suite|floor|building|house|unit|gate|chapter'
const version = 'верси\\p{L}*|version|ver|v|android|ios|windows|python|node|php|java|gpt|релиз\\p{L}*|release'
const ratio =
  'счет\\p{L}{0,3}|сыгра\\p{L}*|выигра\\p{L}*|проигра\\p{L}*|соотношени\\p{L}*|масштаб\\p{L}*|формат\\p{L}*|оценк\\p{L}*|рейтинг\\p{L}*|разрешени\\p{L}*|экран\\p{L}*|score|ratio|resolution|won|lost|rating|rated|aspect'
const sum =
  'скидк\\p{L}{1,2}|discount|бюджет\\p{L}*|цен\\p{L}{1,2}|стоимост\\p{L}*|прайс\\p{L}*|price|budget|cost|costs'

/** Digits that are never a time. They are found first, so that nothing else reads them. */
export const decoyRules: readonly Rule[] = [
  // A telephone number: nine digits or more. A date with its time has a colon, or a four-digit year at its start.
  /(?<![\p{L}\p{N}])(?!\d{4}-\d\d-\d\d)(?!\d{1,2}[./-]\d{1,2}[./-](?:20)?\d\d)\+?\d(?:[\s().-]*\d){8,}(?![\p{L}\p{N}])/gu,
  /(?<![\p{L}\p{N}])\+\s?\d+(?:[\s().-]+\d+)+/gu,
  words('24\\s?(?:/|на|x|х)\\s?7|круглосуточно'),
  words(`${number}\\s?(?:-\\s?${number}\\s?)?(?:${magnitude})?\\s?(?:${money})`),
  words(`${number}\\s?(?:${magnitude}|${measure})`),
  /(?<![\p{L}\p{N}])\d+(?:[.,]\d+)*\s?[%₽$€£¥฿]/gu,
  /[$€£¥฿]\s?\d+(?:[.,\s]\d+)*[km]?/gu,
  words(`(?:${place})[\\s.№#]*${number}`),
  words(`${number}(?:-?й|-?м|-?ом)\\s(?:${place})|\\d+\\s(?:этаж\\p{L}*|кв|каб|floor)`),
  words(`(?:${version})[\\s.]?${number}`),
  words(`(?:${ratio})\\s(?:\\p{L}+\\s)?${number}`),
  words(`(?:${sum})\\s(?:(?:в|до|от|около|is|of|at|около|примерно)\\s)*${number}`),
  // Three and more numbers with dots that are no date: 1.2.3, 192.168.1.10.
  /(?<![\p{L}\p{N}.])(?!\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)(?![\d.]))\d+\.\d+\.\d+(?:\.\d+)*/gu,
  /[№#]\s?\d+(?:[/-]\d+)*/gu,
  words(`n\\s?${number}`),
  words('https?:\\S+'),
  /\S+@\S+/gu,
].map(pattern => ({ pattern, read: () => nothing }))
