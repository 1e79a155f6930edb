import type { Words } from '#capabilities/sales'
import type { SetupQuestion } from './setup-state.ts'

/** The questions of the set-up. */
export const questionWords: Readonly<Record<SetupQuestion, Words>> = {
  name: { ru: '1/5. Как называется ваш бизнес?', en: '1/5. What is your business called?' },
  offer: {
    ru: '2/5. Что вы продаёте? Напишите своими словами: услуги, цены, условия. Помощник говорит клиентам только то, что здесь есть.',
    en: '2/5. What do you sell? Write it in your own words: services, prices, terms. The assistant tells clients only what stands here.',
  },
  hours: {
    ru: '3/5. Когда вы работаете? Например: пн–пт 10–19, сб 11–15',
    en: '3/5. When are you open? For example: Mon–Fri 10–19, Sat 11–15',
  },
  language: {
    ru: '4/5. На каком языке начинать разговор с клиентом?',
    en: '4/5. In which language shall a talk with a client begin?',
  },
  model: {
    ru: '5/5. Адрес сервера вашей модели, например http://localhost:8000. Нет своего — пропустите: ответит встроенный сценарий.',
    en: '5/5. The address of your model server, like http://localhost:8000. Skip it if you have none: the built-in script answers.',
  },
}

/** What is said when an answer cannot be used. */
export const repeatWords: Readonly<Record<SetupQuestion, Words>> = {
  name: { ru: 'Напишите название словами.', en: 'Please write the name in words.' },
  offer: {
    ru: 'Это слишком длинно: до 8000 знаков. Остальное положите в knowledge_base.',
    en: 'That is too long: up to 8000 characters. Put the rest into knowledge_base.',
  },
  hours: {
    ru: 'Не понял часы. Напишите так: пн–пт 10–19, сб 11–15',
    en: 'I did not understand the hours. Write them like this: Mon–Fri 10–19, Sat 11–15',
  },
  language: { ru: 'Выберите язык кнопкой.', en: 'Choose a language by a button.' },
  model: {
    ru: 'Это не похоже на адрес. Напишите так: http://localhost:8000',
    en: 'That does not look like an address. Write it like this: http://localhost:8000',
  },
}

export const setupWords = {
  intro: {
    ru: 'Настроим помощника за пять вопросов. Любой можно пропустить; файлы изменятся только после «Сохранить».',
    en: 'Let us set up the assistant in five questions. Any may be skipped; files change only after “Save”.',
  },
  already: {
    ru: 'Плейбук уже заполнен. Дальше меняйте слова в файлах папки playbooks: изменения видны сразу.',
    en: 'The playbook is filled in already. Change its words in the files of the folder playbooks: changes count at once.',
  },
  summary: { ru: 'Проверьте:', en: 'Please check:' },
  name: { ru: 'Название', en: 'Name' },
  offer: { ru: 'Что продаёте', en: 'What you sell' },
  hours: { ru: 'Часы', en: 'Hours' },
  language: { ru: 'Язык', en: 'Language' },
  model: { ru: 'Сервер модели', en: 'Model server' },
  unchanged: { ru: 'как было', en: 'as it was' },
  skip: { ru: 'Пропустить', en: 'Skip' },
  back: { ru: 'Назад', en: 'Back' },
  cancel: { ru: 'Отменить', en: 'Cancel' },
  save: { ru: 'Сохранить', en: 'Save' },
  cancelled: {
    ru: 'Отменил, ничего не изменилось. Начать снова: /setup',
    en: 'Cancelled, nothing has changed. To begin again: /setup',
  },
  saved: {
    ru: 'Готово: помощник отвечает по-новому уже в следующем сообщении. Прежние файлы лежат рядом.',
    en: 'Done: the assistant answers by the new words from the next message on. The former files are kept beside them.',
  },
  old: { ru: 'Этот вопрос уже позади.', en: 'That question is behind us.' },
  closed: { ru: 'выходной', en: 'closed' },
  greeting: {
    ru: 'Здравствуйте! Я ИИ-помощник, {name}. Расскажите, что вы ищете, — отвечу на вопросы или позову коллегу.',
    en: 'Hello! I am the AI assistant of {name}. Tell me what you are looking for, and I will help or call a colleague.',
  },
} as const satisfies Readonly<Record<string, Words>>

/** How days are called in the summary, from Monday on. */
export const dayWords = {
  mon: { ru: 'пн', en: 'Mon' },
  tue: { ru: 'вт', en: 'Tue' },
  wed: { ru: 'ср', en: 'Wed' },
  thu: { ru: 'чт', en: 'Thu' },
  fri: { ru: 'пт', en: 'Fri' },
  sat: { ru: 'сб', en: 'Sat' },
  sun: { ru: 'вс', en: 'Sun' },
} as const satisfies Readonly<Record<string, Words>>
