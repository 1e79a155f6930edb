/** A rank orders the parts of a composed number: «сто двадцать пять» goes down, 3, 2, 1. */
export interface NumberWord {
  readonly value: number
  readonly rank: 1 | 2 | 3
}

const ones: readonly (readonly [number, string])[] = [
  [1, 'один одна одну одного одной одно one'],
  [2, 'два две двух двум двумя two'],
  [3, 'три трех трем тремя three'],
  [4, 'четыре четырех четырем four'],
  [5, 'пять пяти пятью five'],
  [6, 'шесть шести шестью six'],
  [7, 'семь семи семью seven'],
  [8, 'восемь восьми восемью eight'],
  [9, 'девять девяти девятью nine'],
]
const tens: readonly (readonly [number, string])[] = [
  [10, 'десять десяти десятью десяток десятка ten'],
  [11, 'одиннадцать одиннадцати eleven'],
  [12, 'двенадцать двенадцати twelve dozen дюжина дюжину'],
  [13, 'тринадцать тринадцати thirteen'],
  [14, 'четырнадцать четырнадцати fourteen'],
  [15, 'пятнадцать пятнадцати fifteen'],
  [16, 'шестнадцать шестнадцати sixteen'],
  [17, 'семнадцать семнадцати seventeen'],
  [18, 'восемнадцать восемнадцати eighteen'],
  [19, 'девятнадцать девятнадцати nineteen'],
  [20, 'двадцать двадцати twenty'],
  [30, 'тридцать тридцати thirty'],
  [40, 'сорок сорока forty fourty'],
  [50, 'пятьдесят пятидесяти писят fifty'],
  [60, 'шестьдесят шестидесяти sixty'],
  [70, 'семьдесят семидесяти seventy'],
  [80, 'восемьдесят восьмидесяти eighty'],
  [90, 'девяносто ninety'],
]
const hundreds: readonly (readonly [number, string])[] = [
  [100, 'сто ста сотня сотню сотни'],
  [200, 'двести двухсот'],
  [300, 'триста трехсот'],
  [400, 'четыреста четырехсот'],
  [500, 'пятьсот пятисот'],
  [600, 'шестьсот шестисот'],
  [700, 'семьсот семисот'],
  [800, 'восемьсот восьмисот'],
  [900, 'девятьсот девятисот'],
]

/** Russian and English cardinals below a thousand, in the cases that people use with sums and counts. */
export const numberWords: ReadonlyMap<string, NumberWord> = new Map([
  ...listWords(ones, 1),
  ...listWords(tens, 2),
  ...listWords(hundreds, 3),
])

/** «пятеро», «впятером»: a number that can only count people. */
export const collectiveWords: ReadonlyMap<string, number> = new Map(
  [
    [2, 'двое двоих вдвоем'],
    [3, 'трое троих втроем'],
    [4, 'четверо четверых вчетвером'],
    [5, 'пятеро пятерых впятером'],
    [6, 'шестеро шестерых вшестером'],
    [7, 'семеро семерых всемером'],
    [8, 'восьмеро'],
    [9, 'девятеро'],
    [10, 'десятеро'],
  ].flatMap(([value, words]) =>
    String(words)
      .split(' ')
      .map((word): [string, number] => [word, Number(value)]),
  ),
)

function listWords(
  table: readonly (readonly [number, string])[],
  rank: NumberWord['rank'],
): readonly (readonly [string, NumberWord])[] {
  return table.flatMap(([value, words]) => words.split(' ').map(word => [word, { value, rank }] as const))
}
