import type { EntityCase } from './entity-case.ts'

export const nameCases: readonly EntityCase[] = [
  said('меня зовут анна', 'Анна'),
  said('миня завут катя', 'Катя'),
  said('я Дмитрий Соколов', 'Дмитрий Соколов'),
  said('я Анна, мне нужна автоматизация', 'Анна'),
  said('добрый день, это Саша, хотел узнать цены', 'Саша'),
  said('меня зовут Айгерим Сулейменова, я из Алматы', 'Айгерим Сулейменова'),
  said('меня зовут не Анна, а Ольга', 'Ольга'),
  said('можно просто Лёша', 'Лёша'),
  said('my name is john smith', 'John Smith'),
  said("hi I'm Kate from Acme", 'Kate'),
  said('im mike', 'Mike'),
  said("Hello, this is Sarah, I'm looking for a condo", 'Sarah'),
  said("I'm Jonty Rhodes", 'Jonty Rhodes'),
  said('Анна', 'Анна'),
  said('меня Олег зовут', 'Олег'),
  answered('Дмитрий +79161234567', 'Дмитрий'),
  answered('анна', 'Анна'),
  answered('серёжа', 'Серёжа'),
  answered('КАТЯ', 'Катя'),
  answered('дмитрий соколов', 'Дмитрий Соколов'),
  answered('Анна Сергеевна Петрова', 'Анна Сергеевна Петрова'),
  answered('да, Сергей', 'Сергей'),
  answered('Анна, компания Ромашка', 'Анна'),
  answered('Жаклин', 'Жаклин'),
  answered('вера', 'Вера'),
  answered('Mark', 'Mark'),
  answered("Sure, it's Tom", 'Tom'),
  answered('Kate here', 'Kate'),
  trap('я директор'),
  trap("I'm looking for a condo"),
  trap("I'm Sales Director"),
  trap('I am Russian'),
  trap('Привет, Анна!'),
  trap('Спасибо, Анна'),
  trap('его зовут Пётр'),
  trap('как вас зовут?'),
  trap('хочу встретиться с Анной'),
  trap('mark my words'),
  trap('i will think'),
  trap('слава богу'),
  trap('это дорого'),
  { ...trap('Москва'), isAsked: true },
  { ...trap('Instagram'), isAsked: true },
  { ...trap('Здравствуйте'), isAsked: true },
  { ...trap('ООО Ромашка'), isAsked: true },
  { ...trap('не скажу'), isAsked: true },
  { ...trap('Потом'), isAsked: true },
  { ...trap('Какая цена?'), isAsked: true },
  { ...trap('Надежда есть'), isAsked: true },
]

function said(text: string, expected: string): EntityCase {
  return { reader: 'name', text, expected }
}

function answered(text: string, expected: string): EntityCase {
  return { reader: 'name', text, expected, isAsked: true }
}

function trap(text: string): EntityCase {
  return { reader: 'name', text, expected: null, trap: true }
}
