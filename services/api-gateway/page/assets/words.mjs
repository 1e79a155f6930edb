const english = {
  title: 'Your assistant',
  online: 'online',
  connecting: 'connecting…',
  offline: 'no connection, trying again…',
  signedOut: 'You are signed out. Open the login link again.',
  typing: 'Writing an answer…',
  write: 'Message',
  placeholder: 'Write a message…',
  send: 'Send',
  newChat: 'New chat',
  signOut: 'Sign out',
  earlier: 'Show earlier messages',
  messages: 'Conversation',
  empty: 'Write as a client of yours would, and see what the assistant answers.',
  starters: ['Hello! What do you offer?', 'How much does it cost?', 'I would like to book a call'],
  you: 'You',
  assistant: 'Assistant',
  human: 'Team',
  sending: 'sending',
  stored: 'delivered',
  failed: 'Not sent.',
  retry: 'Try again',
  choices: 'Answers to choose from',
  download: 'Download',
  today: 'Today',
  yesterday: 'Yesterday',
}

const russian = {
  title: 'Ваш ассистент',
  online: 'в сети',
  connecting: 'соединение…',
  offline: 'нет связи, пробуем снова…',
  signedOut: 'Вы вышли. Откройте ссылку для входа ещё раз.',
  typing: 'Пишет ответ…',
  write: 'Сообщение',
  placeholder: 'Напишите сообщение…',
  send: 'Отправить',
  newChat: 'Новый чат',
  signOut: 'Выйти',
  earlier: 'Показать более ранние',
  messages: 'Переписка',
  empty: 'Напишите так, как написал бы ваш клиент, и посмотрите, что ответит ассистент.',
  starters: ['Здравствуйте! Что вы предлагаете?', 'Сколько это стоит?', 'Хочу записаться на звонок'],
  you: 'Вы',
  assistant: 'Ассистент',
  human: 'Команда',
  sending: 'отправляется',
  stored: 'доставлено',
  failed: 'Не отправлено.',
  retry: 'Повторить',
  choices: 'Варианты ответа',
  download: 'Скачать',
  today: 'Сегодня',
  yesterday: 'Вчера',
}

// The browser's first language that we speak, with its country: a Briton's clock shows 21:00, an American's 9:00 PM.
const locale = navigator.languages.find(tag => /^(ru|en)\b/i.test(tag)) ?? 'en'
const language = locale.slice(0, 2).toLowerCase()

export const words = language === 'ru' ? russian : english

/** Fills in what chat.html leaves open: `data-words` is the text of an element, `data-label` its name for ears and pointers. */
export function fillInWords(root) {
  root.documentElement.lang = language
  root.title = words.title
  for (const element of root.querySelectorAll('[data-words]')) element.textContent = words[element.dataset.words]
  for (const element of root.querySelectorAll('[data-label]')) {
    element.ariaLabel = words[element.dataset.label]
    if (element.tagName === 'BUTTON') element.title = words[element.dataset.label]
  }
}

const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' })
const dayOfYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' })

export function formatTime(date) {
  return time.format(date)
}

export function formatDay(date, now = new Date()) {
  const daysAgo = Math.round((startOfDay(now) - startOfDay(date)) / 86_400_000)
  if (daysAgo === 0) return words.today
  if (daysAgo === 1) return words.yesterday
  return (date.getFullYear() === now.getFullYear() ? day : dayOfYear).format(date)
}

function startOfDay(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate())
}
