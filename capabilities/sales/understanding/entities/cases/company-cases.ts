import type { EntityCase } from './entity-case.ts'

export const companyCases: readonly EntityCase[] = [
  said('ООО «Ромашка»', 'ООО «Ромашка»'),
  said('мы ООО Ромашка, 50 человек', 'ООО Ромашка'),
  said('ооо ромашка', 'ооо ромашка'),
  said('ИП Иванов А.А.', 'ИП Иванов А.А.'),
  said('АО "Север"', 'АО "Север"'),
  said('компания "Вектор"', 'Вектор'),
  said('меня зовут Анна, компания Вектор Плюс', 'Вектор Плюс'),
  said('наша компания называется Ромашка', 'Ромашка'),
  said('работаю в Google', 'Google'),
  said('салон «Уют», Казань', 'Уют'),
  said('Анна из Ромашки', 'Ромашки'),
  said('we are Acme Ltd', 'Acme Ltd'),
  said("I'm from Acme Inc", 'Acme Inc'),
  said("I'm from acme llc", 'acme llc'),
  said("I'm Kate from Acme", 'Acme'),
  said('Hi, this is John from Acme Logistics', 'Acme Logistics'),
  said('my company is called Blue Ocean', 'Blue Ocean'),
  said('I work at Stripe', 'Stripe'),
  said('CEO at Acme', 'Acme'),
  answered('ромашка', 'ромашка'),
  answered('Рога и копыта', 'Рога и копыта'),
  answered('acme', 'acme'),
  answered('мы из Ромашки', 'Ромашки'),
  trap('работаю в Москве'),
  trap('работаю в маркетинге'),
  trap('наша компания занимается доставкой'),
  trap("I'm from Moscow"),
  trap('we are a small company'),
  trap('we are looking for a bot'),
  trap('I run a bakery'),
  trap('студия красоты'),
  trap('Заявки из Телеграма приходят ночью'),
  trap('Leads from Instagram'),
  trap('We run Facebook ads'),
  trap('ваша компания Сканович?'),
  trap('хочу из ИП в ООО перейти'),
  { ...trap('нет компании'), isAsked: true },
  { ...trap('я фрилансер'), isAsked: true },
  { ...trap('мы занимаемся доставкой еды'), isAsked: true },
  { ...trap('не скажу'), isAsked: true },
  { ...trap('я ИП'), isAsked: true },
  { ...trap('сколько стоит?'), isAsked: true },
]

function said(text: string, expected: string): EntityCase {
  return { reader: 'company', text, expected }
}

function answered(text: string, expected: string): EntityCase {
  return { reader: 'company', text, expected, isAsked: true }
}

function trap(text: string): EntityCase {
  return { reader: 'company', text, expected: null, trap: true }
}
