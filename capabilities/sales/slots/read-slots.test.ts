import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readPlaybook } from '../playbook/read-playbook.ts'
import type { Reading } from '../understanding/reading.ts'
import { nowMs, readByEntities, timeZone } from './fixtures/read-by-entities.ts'
import { readSlots } from './read-slots.ts'
import type { SlotReading } from './slot-reading.ts'

const playbooks = join(import.meta.dirname, '../../../playbooks')
const services = readPlaybook(playbooks, 'ai-services')
const estate = readPlaybook(playbooks, 'real-estate')
const salon = readPlaybook(playbooks, 'beauty-salon')

interface Said {
  readonly asked?: string
  /** What is known, the newest first. */
  readonly known?: Readonly<Record<string, string>>
  readonly given?: Partial<Reading>
  readonly playbook?: typeof services
}

function read(text: string, { asked, known = {}, given, playbook = services }: Said = {}): readonly SlotReading[] {
  const kind = playbook.slots.find(slot => slot.name === asked)?.kind ?? null
  const reading = readByEntities(text, kind, given)
  return readSlots(reading, text, {
    slots: playbook.slots,
    asked: asked ?? null,
    known: new Map(Object.entries(known).map(([name, value]) => [name, { value }])),
    currency: playbook.currency,
    timeZone,
    nowMs,
  })
}

function valuesOf(readings: readonly SlotReading[]): Readonly<Record<string, string>> {
  return Object.fromEntries(readings.map(reading => [reading.slot, reading.value]))
}

describe('an answer to a question', () => {
  it.each([
    ['client_name', 'Меня зовут Анна', 'Анна'],
    ['client_name', 'Иван', 'Иван'],
    ['company_name', 'ООО «Ромашка»', 'ООО «Ромашка»'],
    ['contact', '+7 999 123-45-67', '+79991234567'],
    ['contact', 'ivan@example.com', 'ivan@example.com'],
    ['company_size', '50 человек', '50'],
    ['company_size', '50', '50'],
    ['company_domain', 'Стоматология', 'Стоматология'],
    ['main_problems', 'Теряем заявки по вечерам', 'Теряем заявки по вечерам'],
    ['process_volume', '100 документов в день', '100 документов/day'],
    ['employees_involved', '3 человека', '3'],
    ['current_time_cost', '20 часов в неделю', '20 hour/week'],
    ['error_rate', '10%', '10'],
    ['business_revenue', '10 млн в месяц', '10000000 RUB/month'],
    ['budget_band', 'до 300 тыс. руб', '..300000 RUB'],
    ['budget_band', '$5k–10k', '5000..10000 USD'],
    ['budget_band', 'нет бюджета', 'нет бюджета'],
    ['deadline', 'к 15 марта', '..2026-03-15'],
    ['deadline', '15 марта', '2026-03-15'],
    ['deadline', 'в марте', '2026-03-01..2026-03-31'],
    ['data_access', 'Данные в таблице, Excel', 'available'],
  ])('fills %s from «%s»', (asked, text, value) => {
    expect(valuesOf(read(text, { asked }))).toEqual({ [asked]: value })
  })

  it.each([
    ['purpose', 'переезжаем всей семьёй', 'live'],
    ['purpose', 'инвестировать', 'invest'],
    ['purpose', 'буду сдавать', 'rent_out'],
    ['sea_view', 'Важно', 'required'],
    ['sea_view', 'неважно', 'indifferent'],
  ])('chooses for %s from «%s»', (asked, text, value) => {
    expect(read(text, { asked, playbook: estate })).toMatchObject([{ slot: asked, value, confidence: 0.9 }])
  })

  it('takes a choice that its words come near to, to be confirmed gently', () => {
    const said = read('Под релокейшн, инвестировал бы', { asked: 'purpose', playbook: estate })
    expect(said).toMatchObject([{ slot: 'purpose', value: 'invest' }])
    const slip = read('окрашевание', { asked: 'service', playbook: salon })
    expect(slip).toMatchObject([{ slot: 'service', value: 'colouring', confidence: 0.65 }])
  })

  it('keeps words that come near to none, too unsure to be used', () => {
    const said = read('пока думаем об этом', { asked: 'purpose', playbook: estate })
    expect(said).toMatchObject([{ slot: 'purpose', value: 'пока думаем об этом', confidence: 0.5 }])
  })

  it('gives a sum to the slot that was asked, and to no other', () => {
    expect(valuesOf(read('100–300 тысяч рублей', { asked: 'current_cost' }))).toEqual({
      current_cost: '100000..300000 RUB',
    })
  })

  it('gives a sum to the slot that its words announce, whatever was asked', () => {
    const text = 'Оборот 10 млн рублей в месяц, а бюджет до 500 тыс. рублей'
    expect(valuesOf(read(text, { asked: 'budget_band' }))).toEqual({
      business_revenue: '10000000 RUB/month',
      budget_band: '..500000 RUB',
    })
  })

  it.each<readonly [string, string, Partial<Reading>]>([
    ['a question', 'А сколько это стоит?', { signals: new Set(['question', 'asks-price']) }],
    ['an objection', 'Это слишком дорого для нас', { objection: 'price' }],
    ['a refusal', 'Не хочу об этом говорить', { signals: new Set(['refuses-to-say']) }],
    ['a greeting', 'Добрый день!', { signals: new Set(['greeting']) }],
    ['a yes', 'Да', { answer: 'yes' }],
    ['small talk', 'Погода сегодня чудесная', { signals: new Set(['small-talk']) }],
    ['a wish to meet', 'Давайте лучше созвонимся', { signals: new Set(['wants-meeting']) }],
  ])('is not %s', (_, text, given) => {
    expect(read(text, { asked: 'goal', given })).toEqual([])
  })

  it('is taken without the greeting and the yes before it and the question after it', () => {
    const given = { signals: new Set(['greeting', 'question'] as const), answer: 'yes' as const }
    const text = 'Здравствуйте! Да, отвечать клиентам быстрее. А вы так умеете?'
    expect(valuesOf(read(text, { asked: 'success_metric', given }))).toEqual({
      success_metric: 'отвечать клиентам быстрее.',
    })
  })

  it('is not what another slot has taken', () => {
    expect(valuesOf(read('У нас 50 сотрудников', { asked: 'goal' }))).toEqual({ company_size: '50' })
  })

  it('that no rule understands is kept, but unsure enough to be asked again', () => {
    expect(read('по-разному бывает', { asked: 'process_volume' })).toEqual([
      { slot: 'process_volume', value: 'по-разному бывает', confidence: 0.5, source: 'rule', isCorrection: false },
    ])
  })
})

describe('what is said in passing', () => {
  it('does not give a sum that nobody asked for to one of several slots', () => {
    expect(read('до 300 тыс. руб')).toEqual([])
  })

  it('gives it to the only one there is, to be confirmed gently', () => {
    expect(read('до 300 тысяч долларов', { playbook: estate })).toMatchObject([
      { slot: 'budget', value: '..300000 USD', confidence: 0.75 },
    ])
  })

  it('fills a text from the sentence that a cue announces', () => {
    const text = 'Пишу из Казани. Наша проблема в том, что заявки теряются. Спасибо!'
    expect(valuesOf(read(text))).toMatchObject({
      main_problems: 'Наша проблема в том, что заявки теряются',
    })
  })

  it('does not replace a text that was given in answer', () => {
    const text = 'Наша проблема в том, что заявки теряются.'
    expect(valuesOf(read(text, { known: { main_problems: 'Нет времени' } }))).not.toHaveProperty('main_problems')
  })

  it('takes no time of a meeting for a deadline', () => {
    expect(read('В пятницу в 15:00 удобно')).toEqual([])
  })

  it('takes no "не знаю" for an empty budget', () => {
    expect(read('Не знаю, какой район лучше', { playbook: estate })).not.toContainEqual(
      expect.objectContaining({ slot: 'budget' }),
    )
  })

  it.each<readonly [string, string, Partial<Reading>, string, number]>([
    [
      'is surely what the client wants',
      'Хочу записаться на маникюр',
      { signals: new Set(['wants-meeting']) },
      'manicure',
      0.85,
    ],
    ['is confirmed gently when nothing is wanted', 'Видела вашу рекламу маникюра', {}, 'manicure', 0.75],
    [
      'is confirmed gently out of a question',
      'Нужен мастер, а маникюр делаете?',
      { signals: new Set(['need']) },
      'manicure',
      0.75,
    ],
    [
      'is confirmed gently beside another',
      'Хочу маникюр или педикюр',
      { signals: new Set(['need']) },
      'manicure',
      0.75,
    ],
  ])('of a choice %s: «%s»', (_, text, given, value, confidence) => {
    expect(read(text, { given, playbook: salon })).toMatchObject([{ slot: 'service', value, confidence }])
  })

  it('reads no choice out of a contact', () => {
    expect(valuesOf(read('@kirill_invest', { playbook: estate }))).not.toHaveProperty('purpose')
  })

  it('chooses by the longest words of a choice', () => {
    const said = read('Вид на море не важен', { asked: 'sea_view', playbook: estate })
    expect(valuesOf(said)).toEqual({ sea_view: 'indifferent' })
  })
})

describe('a correction', () => {
  const signals = new Set(['correction'] as const)
  const given = { signals }

  it('goes to the newest known slot of its kind', () => {
    expect(
      read('На самом деле 70 человек', { known: { company_size: '50', employees_involved: '5' }, given }),
    ).toMatchObject([{ slot: 'company_size', value: '70', isCorrection: true }])
  })

  it('means the last of two values', () => {
    const said = read('Не 30 человек, а 50 человек', { known: { company_size: '30' }, given })
    expect(valuesOf(said)).toEqual({ company_size: '50' })
  })

  it('means the last of two sums, of which only one has a currency', () => {
    const said = read('Ошибся, не 5, а 8 млн бат', { known: { budget: '5000000 THB' }, given, playbook: estate })
    expect(valuesOf(said)).toMatchObject({ budget: '8000000 THB' })
  })

  it.each([
    ['Sorry, I meant $500, not $5,000', '500 USD'],
    ['Бюджет 500 тысяч рублей, а не 5 млн рублей', '500000 RUB'],
    ['Точнее, 700 тысяч рублей вместо 5 млн рублей', '700000 RUB'],
  ])('means the sum that is not taken back: «%s»', (text, budget) => {
    const said = read(text, { known: { budget_band: '5000000 RUB' }, given })
    expect(valuesOf(said)).toMatchObject({ budget_band: budget })
  })

  it.each<readonly [string, Readonly<Record<string, string>>, string | undefined, Readonly<Record<string, string>>]>([
    ['Точнее, 60', { company_size: '50' }, undefined, { company_size: '60' }],
    ['actually 60', { company_size: '50', budget_band: '..300000 RUB' }, 'goal', { company_size: '60' }],
    ['Точнее, 60', { company_size: '50' }, 'budget_band', { company_size: '60' }],
    ['Точнее, 350', { budget_band: '..300000 RUB', company_size: '50' }, undefined, { budget_band: '..350000 RUB' }],
    ['Не 50, а 65', { error_rate: '10', company_size: '50' }, undefined, { company_size: '65' }],
    ['not 10 but 20', { company_size: '12', error_rate: '10' }, undefined, { error_rate: '20' }],
  ])('of a number alone, «%s», goes surely to what it takes back or comes near (%j, asked: %s)', (...given) => {
    const [text, known, asked, expected] = given
    const said = read(text, { known, given: { signals }, ...(asked === undefined ? {} : { asked }) })
    expect(valuesOf(said)).toEqual(expected)
    expect(said[0]).toMatchObject({ confidence: 0.85, isCorrection: true })
  })

  it.each([
    ['far from all that is known', '300000', undefined, { company_size: '50' }, {}],
    ['the answer to what was asked', '60', 'employees_involved', { company_size: '50' }, { employees_involved: '60' }],
    ['a sum that was asked for', '60000', 'budget_band', { company_size: '50000' }, { budget_band: '60000 RUB' }],
  ])('of a number alone changes nothing else when it is %s', (_, number, asked, known, expected) => {
    const said = read(`На самом деле ${number}`, {
      known,
      given: { signals },
      ...(asked === undefined ? {} : { asked }),
    })
    expect(valuesOf(said)).toEqual(expected)
  })

  it('is another choice after a no', () => {
    const said = read('Вообще-то нет, рассматриваем виллу', {
      known: { property_type: 'condo' },
      given: { answer: 'no' },
      playbook: estate,
    })
    expect(valuesOf(said)).toEqual({ property_type: 'villa' })
  })
})

describe('words of the client that are kept', () => {
  const general = readPlaybook(playbooks, 'general')

  it.each([
    ['Hi, I need a banner for my shop window', 'a banner for my shop window'],
    ['Hello there! I need flyers printed', 'flyers printed'],
    ['Good morning, well, I need flyers', 'flyers'],
    ['Здравствуйте! Подскажите пожалуйста, нужен баннер на фасад', 'баннер на фасад'],
    ['Добрый день, меня зовут Сергей, ищу, где напечатать каталог', 'ищу, где напечатать каталог'],
    ['Добрый день, меня зовут Олег, хочу баннер. Сколько будет стоить?', 'баннер'],
    ["We're looking for a sign over the door", 'a sign over the door'],
    ['Мы хотели бы заказать визитки, 500 штук', 'визитки, 500 штук'],
    ['Хочу, чтобы клиенты нас находили', 'Хочу, чтобы клиенты нас находили'],
    ['No need for speed, thanks, I want it cheap', 'No need for speed, thanks, I want it cheap'],
  ])('begin where the matter begins: «%s»', (text, need) => {
    expect(valuesOf(read(text, { playbook: general }))).toMatchObject({ need })
  })

  it.each([
    ["Actually no, forget the banner. I'd rather have a poster", 'a poster'],
    ['Знаете, не баннер, лучше плакат на дверь', 'плакат на дверь'],
    ['I want a poster instead of the banner', 'a poster instead of the banner'],
  ])('give way to what is wanted instead: «%s»', (text, need) => {
    const known = { need: 'I need a banner, нужен баннер' }
    expect(valuesOf(read(text, { playbook: general, known }))).toMatchObject({ need })
  })

  it.each(['понятно спасибо', 'Ясно, спасибо!', 'got it, thanks'])(
    'are none where the client only nods: «%s»',
    text => {
      expect(valuesOf(read(text, { playbook: general, asked: 'need' }))).not.toHaveProperty('need')
    },
  )

  it.each(['Хочу купить', 'Need this', 'I like your work', 'Нужна?'])('are none where nothing is named: «%s»', text => {
    expect(valuesOf(read(text, { playbook: general }))).not.toHaveProperty('need')
  })

  it.each(["I'd rather pay by card", 'Лучше завтра', 'Не баннер ли лучше?', 'Forget it'])(
    'stay when nothing of them is taken back, or nothing is named instead: «%s»',
    text => {
      const known = { need: 'нужен баннер на фасад' }
      expect(valuesOf(read(text, { playbook: general, known }))).not.toHaveProperty('need')
    },
  )
})
