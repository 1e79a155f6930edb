import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readPlaybook } from '../../playbook/read-playbook.ts'
import { createLanguageDetector } from '../../understanding/detect-language.ts'
import { readLeadList } from './read-lead-list.ts'

const playbook = readPlaybook(join(import.meta.dirname, '../../../../playbooks'), 'ai-services')
const context = {
  playbook: { ...playbook, country: 'RU' },
  timeZone: 'Europe/Moscow',
  nowMs: Date.UTC(2026, 10, 23),
  detectLanguage: createLanguageDetector(),
  source: 'fair',
}

function read(...rows: readonly (readonly string[])[]) {
  const list = readLeadList(
    rows.map((cells, index) => ({ number: index + 1, cells })),
    context,
  )
  if (list.kind !== 'list') throw new Error('no header')
  return list
}

describe('a list of people', () => {
  it('is understood whatever the order and the language of its columns', () => {
    const english = read(['Note', 'E-mail', 'Phone', 'NAME'], ['Call', 'Anna@Mail.ru', '8 (916) 123-45-67', 'Анна'])
    const russian = read(['имя', 'Телефон', 'Почта', 'Заметка'], ['Анна', '79161234567', 'anna@mail.ru', 'Call'])
    expect(english.faults).toEqual([])
    expect(english.leads).toEqual(russian.leads)
    expect(english.leads).toMatchObject([
      {
        row: 2,
        name: 'Анна',
        contact: '+79161234567, anna@mail.ru',
        source: 'fair',
        stage: 'greeting',
        note: 'Call',
        keys: expect.arrayContaining(['phone:+79161234567', 'email:anna@mail.ru']),
      },
    ])
  })

  it('says names, sources, languages and stages in words of people', () => {
    const { leads, faults } = read(
      ['Имя', 'Фамилия', 'Источник', 'Язык', 'Этап', 'Статус', 'Telegram'],
      ['Анна', 'Ким', 'выставка', 'Английский', 'Потребности', 'won', 'anna_kim'],
      ['Борис', '', '', 'de-AT', 'scheduling', '—', 'https://t.me/boris_1'],
    )
    expect(faults).toEqual([])
    expect(leads).toMatchObject([
      {
        name: 'Анна Ким',
        source: 'выставка',
        language: 'en',
        stage: 'needs_discovery',
        status: 'won',
        contact: '@anna_kim',
      },
      { name: 'Борис', source: 'fair', language: 'de-AT', stage: 'scheduling', status: 'active', contact: '@boris_1' },
    ])
  })

  it('keeps any words as a contact in a column for all kinds of them', () => {
    const { leads } = read(['name', 'contact'], ['Anna', 'the corner shop'], ['Boris', '+7 916 123-45-67 or b@mail.ru'])
    expect(leads).toMatchObject([
      { contact: 'the corner shop', keys: ['text:the corner shop'] },
      { contact: '+79161234567, b@mail.ru', keys: ['phone:+79161234567', 'email:b@mail.ru'] },
    ])
  })

  it('knows a person without a contact by name and source', () => {
    expect(read(['Имя'], ['Алёна']).leads).toMatchObject([{ contact: null, keys: ['name:алена|fair'] }])
  })

  it('tells all faults at once, with row, column, what was found and what is allowed', () => {
    const { leads, faults } = read(
      ['Имя', 'Телефон', 'Почта', 'Telegram', 'Telegram ID', 'Этап', 'Язык'],
      ['Анна', '12345', 'anna(at)mail', 'нет', 'abc', 'продано', 'на русском'],
      ['Борис', '+79161234567', '', '', '', '', ''],
      ['', '', '', '', '', 'summary', ''],
      ['Я'.repeat(201), '', '', '', '', '', ''],
      ['Вера', '7,91612E+10', '', '', '', '', ''],
    )
    expect(leads.map(lead => lead.row)).toEqual([3])
    expect(faults.map(({ row, column, found }) => [row, column, found.slice(0, 12)])).toEqual([
      [2, 'Телефон', '12345'],
      [2, 'Почта', 'anna(at)mail'],
      [2, 'Telegram', 'нет'],
      [2, 'Telegram ID', 'abc'],
      [2, 'Этап', 'продано'],
      [2, 'Язык', 'на русском'],
      [4, null, 'neither a na'],
      [5, 'Имя', 'ЯЯЯЯЯЯЯЯЯЯЯЯ'],
      [6, 'Телефон', '7,91612E+10'],
    ])
    expect(faults.find(fault => fault.column === 'Этап')?.allowed).toContain('needs_discovery (потребности)')
    expect(faults.find(fault => fault.column === 'Телефон')?.allowed).toContain('+7 999 123-45-67')
  })

  it('fills slots of the playbook by their names, as if the client had said it', () => {
    const slots = playbook.slots.filter(({ kind }) => kind === 'money' || kind === 'headcount')
    const [money] = slots.filter(({ kind }) => kind === 'money')
    if (money === undefined) throw new Error('the playbook asks for no money')
    const { leads, faults } = read(['name', money.name], ['Anna', '50 тысяч рублей'], ['Boris', '-'])
    expect(faults).toEqual([])
    expect(leads).toMatchObject([
      { slots: [{ slot: money.name, value: expect.stringContaining('50000'), source: 'import' }] },
      { slots: [] },
    ])
  })

  it('may have a title above its columns, and names the columns that nothing is kept of', () => {
    const { leads, unknownColumns } = read(['Клиенты 2026', ''], ['Имя', 'Скидка'], ['Анна', '5%'])
    expect(leads).toMatchObject([{ row: 3, name: 'Анна' }])
    expect(unknownColumns).toEqual(['Скидка'])
  })

  it('without names of columns is none', () => {
    const rows = [{ number: 1, cells: ['Анна', '+79161234567'] }]
    expect(readLeadList(rows, context)).toEqual({ kind: 'no-header' })
    expect(readLeadList([], context)).toEqual({ kind: 'no-header' })
  })
})
