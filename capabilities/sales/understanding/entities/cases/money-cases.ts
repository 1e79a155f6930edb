import type { EntityCase, ExpectedMoney } from './entity-case.ts'

export const moneyCases: readonly EntityCase[] = [
  sum('бюджет до 300 тыс. руб', [null, 300_000, 'RUB']),
  sum('$5k–10k', [5000, 10_000, 'USD']),
  sum('где то полмиллиона', [500_000, 500_000, null], { isApproximate: true }),
  sum('от 100 до 300 тысяч', [100_000, 300_000, null]),
  sum('ну полтора миллиона рублей максимум', [null, 1_500_000, 'RUB']),
  sum('пара тысяч баксов', [2000, 2000, 'USD'], { isApproximate: true }),
  sum('триста тысяч', [300_000, 300_000, null]),
  sum('сто двадцать тысяч рублей в месяц', [120_000, 120_000, 'RUB'], { per: 'month' }),
  sum('готовы платить 50к в мес', [50_000, 50_000, null], { per: 'month' }),
  sum('300 т.р.', [300_000, 300_000, 'RUB']),
  sum('250-300 тр', [250_000, 300_000, 'RUB']),
  sum('у нас 2 ляма', [2_000_000, 2_000_000, null]),
  sum('1,5 ляма на все', [1_500_000, 1_500_000, null]),
  sum('1 млн 200 тысяч', [1_200_000, 1_200_000, null]),
  sum('два с половиной миллиона', [2_500_000, 2_500_000, null]),
  sum('от 500 до 1 млн', [500_000, 1_000_000, null]),
  sum('не больше 2х миллионов', [null, 2_000_000, null]),
  sum('тысяч 300 наверное', [300_000, 300_000, null], { isApproximate: true }),
  sum('между 5 и 7 млн рублей', [5_000_000, 7_000_000, 'RUB']),
  sum('300 000 ₽', [300_000, 300_000, 'RUB']),
  sum('10 000$', [10_000, 10_000, 'USD']),
  sum('не дороже 8 млн бат', [null, 8_000_000, 'THB']),
  sum('800 бат в час', [800, 800, 'THB'], { per: 'hour' }),
  sum('500 тысяч тенге', [500_000, 500_000, 'KZT']),
  sum('около 1000 евро', [1000, 1000, 'EUR'], { isApproximate: true }),
  sum('оборот 10 млн в месяц', [10_000_000, 10_000_000, null], { per: 'month' }),
  sum('бюджет 500000', [500_000, 500_000, null]),
  sum('нас 50 человек, бюджет 300к', [300_000, 300_000, null]),
  sum('минимум 200 тыщ', [200_000, null, null]),
  sum('до миллиона', [null, 1_000_000, null]),
  sum('half a million', [500_000, 500_000, null]),
  sum('two grand', [2000, 2000, null]),
  sum('twenty thousand dollars', [20_000, 20_000, 'USD']),
  sum('budget is around 5k usd a month', [5000, 5000, 'USD'], { per: 'month', isApproximate: true }),
  sum('up to 50k', [null, 50_000, null]),
  sum('under $2,500', [null, 2500, 'USD']),
  sum('at least 1.5m euros', [1_500_000, null, 'EUR']),
  sum('$20/hour', [20, 20, 'USD'], { per: 'hour' }),
  sum('between 5 and 10 thousand pounds', [5000, 10_000, 'GBP']),
  sum('from 3 to 5 mln thb', [3_000_000, 5_000_000, 'THB']),
  sum('we can do 500k+', [500_000, null, null]),
  sum('a million and a half', [1_500_000, 1_500_000, null]),
  sum('one hundred fifty thousand baht', [150_000, 150_000, 'THB']),
  sum('预算不超过30万元', [null, 300_000, 'CNY']),
  sum('大概5000美元', [5000, 5000, 'USD'], { isApproximate: true }),
  sum('งบ 50,000 บาท', [50_000, 50_000, 'THB']),
  sum('งบไม่เกิน 3 ล้านบาท', [null, 3_000_000, 'THB']),
  asked('15к', [15_000, 15_000, null]),
  asked('300', [300, 300, null]),
  asked('500-700 тысяч', [500_000, 700_000, null]),
  asked('ну тыщ 50', [50_000, 50_000, null]),
  asked('максимум 400000', [null, 400_000, null]),
  asked('5m', [5_000_000, 5_000_000, null]),
  trap('нас 50 человек'),
  trap('100 документов в день'),
  trap('у нас 20 тысяч клиентов'),
  trap('10k users'),
  trap('мой номер 8 916 123-45-67'),
  trap('+66 81 234 5678'),
  trap('давайте 15.11 в 18:30'),
  trap('в четверг в 15'),
  trap('15 ноября'),
  trap('ошибок 10%'),
  trap('заказ 12345'),
  trap('договор № 300500'),
  trap('работаем с 2015 года'),
  trap('поддержка 24/7'),
  trap('интеграция с 1С'),
  trap('миллион раз говорил'),
  trap('300 м до моря'),
  trap('пришли 5 к нам'),
  trap('500'),
  { ...trap('50 человек'), isAsked: true },
  { ...trap('в 2026'), isAsked: true },
  { ...trap('8 916 123 45 67'), isAsked: true },
  { ...trap('20 часов в неделю'), isAsked: true },
]

type Triple = readonly [min: number | null, max: number | null, currency: string | null]

function sum(text: string, [min, max, currency]: Triple, more: Partial<ExpectedMoney> = {}): EntityCase {
  return { reader: 'money', text, expected: [{ min, max, currency, ...more }] }
}

function asked(text: string, triple: Triple): EntityCase {
  return { ...sum(text, triple), isAsked: true }
}

function trap(text: string): EntityCase {
  return { reader: 'money', text, expected: [], trap: true }
}
