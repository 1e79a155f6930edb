import type { EntityCase, ExpectedQuantity } from './entity-case.ts'

export const quantityCases: readonly EntityCase[] = [
  count('50 сотрудников', [50, 50, 'people']),
  count('нас пятеро', [5, 5, 'people']),
  count('нас около 50', [50, 50, 'people']),
  count('человек 20 наверно', [20, 20, 'people']),
  count('от 50 до 100 человек', [50, 100, 'people']),
  count('20-30 чел', [20, 30, 'people']),
  count('у нас команда из 12', [12, 12, 'people']),
  count('нет, на самом деле нас 45', [45, 45, 'people']),
  count('actually 50 people', [50, 50, 'people']),
  count('team of 10', [10, 10, 'people']),
  count('there are 12 of us', [12, 12, 'people']),
  count('500+ employees', [500, 500, 'people']),
  count('we have twenty five staff', [25, 25, 'people']),
  count('100 документов в день', [100, 100, 'item'], { noun: 'документов', per: 'day' }),
  count('500 calls a month', [500, 500, 'item'], { noun: 'calls', per: 'month' }),
  count('около 200 входящих заявок в месяц', [200, 200, 'item'], { noun: 'входящих заявок', per: 'month' }),
  count('в день 50 звонков', [50, 50, 'item'], { noun: 'звонков', per: 'day' }),
  count('500-700 обращений в неделю', [500, 700, 'item'], { per: 'week' }),
  count('300 support tickets per week', [300, 300, 'item'], { noun: 'support tickets', per: 'week' }),
  count('у нас 20 тысяч клиентов', [20_000, 20_000, 'item'], { noun: 'клиентов' }),
  count('3 раза в неделю', [3, 3, 'item'], { noun: 'раза', per: 'week' }),
  count('ошибок 10 %', [10, 10, 'percent']),
  count('десять процентов', [10, 10, 'percent']),
  count('процентов 15', [15, 15, 'percent']),
  count('5-10% errors', [5, 10, 'percent']),
  count('ten percent or so', [10, 10, 'percent']),
  count('уходит 20 часов в неделю', [20, 20, 'hour'], { per: 'week' }),
  count('полтора часа', [1.5, 1.5, 'hour']),
  count('по полчаса в день', [0.5, 0.5, 'hour'], { per: 'day' }),
  count('час в день', [1, 1, 'hour'], { per: 'day' }),
  count('15 минут на документ', [0.25, 0.25, 'hour']),
  count('2 days/month', [2, 2, 'day'], { per: 'month' }),
  count('half an hour', [0.5, 0.5, 'hour']),
  count('2-3 hours per day', [2, 3, 'hour'], { per: 'day' }),
  count('пару дней', [2, 2, 'day']),
  count('300 м до моря', [300, 300, 'meter']),
  count('не дальше 2 км', [2000, 2000, 'meter']),
  count('500m from the beach', [500, 500, 'meter']),
  count('45 кв м', [45, 45, 'square-meter']),
  count('60м²', [60, 60, 'square-meter']),
  count('100 sqm', [100, 100, 'square-meter']),
  count('2 спальни', [2, 2, 'bedroom']),
  count('2BR condo', [2, 2, 'bedroom']),
  count('two bedrooms', [2, 2, 'bedroom']),
  count('2-3 спальни', [2, 3, 'bedroom']),
  count('studio', [0, 0, 'bedroom']),
  { reader: 'quantities', text: '50', isAsked: true, expected: [{ min: 50, max: 50, unit: null }] },
  {
    reader: 'quantities',
    text: 'нас трое, делаем 100 документов в день, уходит 20 часов в неделю',
    expected: [
      { min: 3, max: 3, unit: 'people' },
      { min: 100, max: 100, unit: 'item', per: 'day' },
      { min: 20, max: 20, unit: 'hour', per: 'week' },
    ],
  },
  trap('студия красоты'),
  trap('давайте в 3 часа'),
  trap('через 2 недели'),
  trap('in 3 days'),
  trap('с 2015 года'),
  trap('15 ноября в 18:30'),
  trap('300 тыс руб'),
  trap('$500'),
  trap('8 916 123-45-67'),
  trap('заказ 12345'),
  trap('работаем с 9 до 18'),
  trap('на связи 24/7'),
  trap('у нас 1С'),
]

type Triple = readonly [min: number, max: number, unit: ExpectedQuantity['unit']]

function count(text: string, [min, max, unit]: Triple, more: Partial<ExpectedQuantity> = {}): EntityCase {
  return { reader: 'quantities', text, expected: [{ min, max, unit, ...more }] }
}

function trap(text: string): EntityCase {
  return { reader: 'quantities', text, expected: [], trap: true }
}
