import type { EntityCase, ExpectedContact } from './entity-case.ts'

export const contactCases: readonly EntityCase[] = [
  phone('мой номер 8 (916) 123-45-67', '+79161234567'),
  phone('89161234567 анна', '+79161234567'),
  phone('9161234567', '+79161234567'),
  phone('тел.: 8.916.123.45.67', '+79161234567'),
  phone('+7 999 123-45-67 ватсап', '+79991234567'),
  phone('wa.me/79991234567', '+79991234567'),
  phone('call me at 415-555-2671', '+14155552671', 'US'),
  phone('whatsapp +1 (415) 555-2671', '+14155552671'),
  phone('0812345678', '+66812345678', 'TH'),
  phone('ระบบโทร 081-234-5678 ครับ', '+66812345678', 'TH'),
  phone('我的电话13812345678谢谢', '+8613812345678', 'CN'),
  phone('8 916 123 45 67', '+79161234567', 'TH'),
  phone('020 7946 0958', '+442079460958', 'GB'),
  email('пишите anna@mail.ru', 'anna@mail.ru'),
  email('почта:Anna@Mail.ru', 'anna@mail.ru'),
  email('邮箱anna@mail.com谢谢', 'anna@mail.com'),
  email('anna собака mail точка ru', 'anna@mail.ru'),
  email('anna.k(собака)gmail.com', 'anna.k@gmail.com'),
  email('ivan собака яндекс точка ру', 'ivan@yandex.ru'),
  email('ivan at gmail dot com', 'ivan@gmail.com'),
  email('ivan [at] acme [dot] com', 'ivan@acme.com'),
  email('anna @ mail.ru', 'anna@mail.ru'),
  email('anna@gmail,com', 'anna@gmail.com'),
  email('user79991234567@mail.ru', 'user79991234567@mail.ru'),
  telegram('пишите @ivan_petrov', 'ivan_petrov'),
  telegram('https://t.me/acme_shop', 'acme_shop'),
  telegram('мой тг ivan_petrov', 'ivan_petrov'),
  {
    reader: 'contacts',
    country: 'RU',
    text: '@anna_k или anna@acme.co, 8-916-123-45-67',
    expected: [
      { kind: 'telegram', value: 'anna_k' },
      { kind: 'email', value: 'anna@acme.co' },
      { kind: 'phone', value: '+79161234567' },
    ],
  },
  trap('заказ 89161234567'),
  trap('ИНН 7707083893'),
  trap('карта 2202 2012 3456 7890'),
  trap('бюджет 500000-700000'),
  trap('8 000 000 000 руб'),
  trap('12.11.2026 15:00-16:00'),
  trap('meet me at acme.com'),
  trap('инстаграм @anna_beauty'),
  trap('https://t.me/joinchat/abc'),
  trap('у вас есть телеграм канал?'),
]

function phone(text: string, value: string, country = 'RU'): EntityCase {
  return contact(text, { kind: 'phone', value }, country)
}

function email(text: string, value: string): EntityCase {
  return contact(text, { kind: 'email', value }, 'RU')
}

function telegram(text: string, value: string): EntityCase {
  return contact(text, { kind: 'telegram', value }, 'RU')
}

function contact(text: string, expected: ExpectedContact, country: string): EntityCase {
  return { reader: 'contacts', text, country, expected: [expected] }
}

function trap(text: string): EntityCase {
  return { reader: 'contacts', text, country: 'RU', expected: [], trap: true }
}
