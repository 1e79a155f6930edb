const russian: readonly (readonly [RegExp, number])[] = [
  [/^(?:один|одну|одна|одного|одной|час|часу|часа|первого)$/, 1],
  [/^(?:два|две|двух|двум|второго|пару|пара|пары)$/, 2],
  [/^(?:три|трех|трем|третьего)$/, 3],
  [/^(?:четыре|четырех|четырем|четвертого)$/, 4],
  [/^(?:пять|пяти|пятого)$/, 5],
  [/^(?:шесть|шести|шестого)$/, 6],
  [/^(?:семь|семи|седьмого)$/, 7],
  [/^(?:восемь|восьми|восьмого)$/, 8],
  [/^(?:девять|девяти|девятого)$/, 9],
  [/^(?:десять|десяти|десятого)$/, 10],
  [/^(?:одиннадцать|одиннадцати|одиннадцатого)$/, 11],
  [/^(?:двенадцать|двенадцати|двенадцатого)$/, 12],
  [/^(?:пятнадцать|пятнадцати)$/, 15],
  [/^(?:двадцать|двадцати)$/, 20],
  [/^(?:двадцать пять|двадцати пяти)$/, 25],
  [/^(?:тридцать|тридцати)$/, 30],
  [/^(?:сорок|сорока)$/, 40],
]

const english = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]
const chinese = '零一二三四五六七八九'
const thai = ['ศูนย์', 'หนึ่ง', 'สอง', 'สาม', 'สี่', 'ห้า', 'หก', 'เจ็ด', 'แปด', 'เก้า', 'สิบ', 'สิบเอ็ด', 'สิบสอง']

/** Patterns of the numbers that name an hour or count days; longer words first. */
export const russianNumber =
  'одиннадцат(?:ь|и)|двенадцат(?:ь|и)|пятнадцат(?:ь|и)|двадцат(?:ь|и) пят(?:ь|и)|двадцат(?:ь|и)|тридцат(?:ь|и)|сорока?|оди?н(?:у|а|ого|ой)?|дв(?:а|е|ух|ум)|тр(?:и|ех|ем)|четыр(?:е|ех|ем)|пят(?:ь|и)|шест(?:ь|и)|сем(?:ь|и)|восем(?:ь)|восьми|девят(?:ь|и)|десят(?:ь|и)'
export const russianOrdinal =
  'первого|второго|третьего|четвертого|пятого|шестого|седьмого|восьмого|девятого|десятого|одиннадцатого|двенадцатого'
export const englishNumber = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve'
export const chineseNumber = '[二三四五]?十[一二三四五六七八九]?|[一二两三四五六七八九]'
export const thaiNumber = [...thai].reverse().join('|')

/** The value of a number in digits or words of any of our languages; NaN when it is none. */
export function toNumber(word: string): number {
  if (/^\d+$/.test(word)) return Number(word)
  const inRussian = russian.find(([pattern]) => pattern.test(word))
  if (inRussian !== undefined) return inRussian[1]
  if (/^(?:a|an|couple|a couple of|couple of)$/.test(word)) return word.includes('couple') ? 2 : 1
  for (const list of [english, thai]) if (list.includes(word)) return list.indexOf(word)
  return fromChinese(word)
}

/** 十五 is 15, 二十 is 20, 两 is 2. */
function fromChinese(word: string): number {
  if (!/^[一二两三四五六七八九十]+$/.test(word)) return Number.NaN
  const signs = word.replace('两', '二')
  const [tens, ones] = signs.includes('十') ? signs.split('十') : [undefined, signs]
  const value = (sign: string | undefined, empty: number): number => (sign ? chinese.indexOf(sign) : empty)
  return tens === undefined ? value(ones, 0) : value(tens, 1) * 10 + value(ones, 0)
}
