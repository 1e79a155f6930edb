import type { Words } from '#capabilities/sales'

/** The words of cards, buttons and answers to the business. Clients read none of them. */
export const cockpitWords = {
  newLead: { ru: 'Новый клиент', en: 'New client' },
  lead: { ru: 'Клиент', en: 'Client' },
  hotLead: { ru: '🔥 Горячий клиент', en: '🔥 Hot lead' },
  conversation: { ru: 'разговор', en: 'conversation' },
  fit: { ru: 'Подходит', en: 'Fit' },
  threshold: { ru: 'порог', en: 'threshold' },
  contact: { ru: 'Контакт', en: 'Contact' },
  meeting: { ru: 'Встреча', en: 'Meeting' },
  lastWords: { ru: 'Последние слова', en: 'Last words' },
  voice: { ru: 'голосовое', en: 'voice' },
  answers: { ru: 'Отвечает', en: 'Answered by' },
  byAi: { ru: 'ИИ', en: 'the AI' },
  byDraft: { ru: 'ИИ с вашего согласия', en: 'the AI, with your consent' },
  byHuman: { ru: 'человек', en: 'a human' },
  muted: { ru: '🔇 без уведомлений', en: '🔇 muted' },
  dropped: {
    ru: 'Не клиент: убран из списков. Вернётся, если напишет снова.',
    en: 'Not a lead: put away. Comes back when they write again.',
  },
  draft: { ru: 'Ответ для клиента', en: 'Proposed answer to' },
  draftHint: {
    ru: 'Изменить: ответьте на это сообщение своими словами.',
    en: 'To change it, reply to this message in your own words.',
  },
  draftSent: { ru: '✅ Отправлено', en: '✅ Sent' },
  draftEdited: { ru: '✅ Отправлено вашими словами', en: '✅ Sent in your words' },
  draftSkipped: { ru: 'Пропущено', en: 'Skipped' },
  draftStale: { ru: 'Устарело: в разговоре уже есть новое.', en: 'Out of date: something newer has come.' },
  said: { ru: 'Клиент', en: 'Client' },
  more: { ru: 'Дальше', en: 'Next' },
  back: { ru: 'Назад', en: 'Back' },
  toBeginning: { ru: 'В начало', en: 'To the beginning' },
  takeOver: { ru: 'Забрать', en: 'Take over' },
  handBack: { ru: 'Вернуть ИИ', en: 'Hand back' },
  send: { ru: 'Отправить', en: 'Send' },
  sendDraft: { ru: 'Отправить ответ', en: 'Send draft' },
  edit: { ru: 'Изменить', en: 'Edit' },
  skip: { ru: 'Пропустить', en: 'Skip' },
  book: { ru: 'Записать', en: 'Book' },
  drop: { ru: 'Не клиент', en: 'Not a lead' },
  mute: { ru: 'Без уведомлений', en: 'Mute' },
  unmute: { ru: 'С уведомлениями', en: 'Unmute' },
  draftMode: { ru: 'Ответы с моего согласия', en: 'Ask me before answering' },
  autoMode: { ru: 'Отвечать самому', en: 'Answer by itself' },
  otherTimes: { ru: 'Другое время', en: 'Other times' },
} as const satisfies Readonly<Record<string, Words>>

/** What is answered to orders. */
export const orderWords = {
  sent: { ru: 'Отправляю клиенту.', en: 'Sending it to the client.' },
  edited: { ru: 'Отправляю клиенту ваши слова.', en: 'Sending your words to the client.' },
  skipped: { ru: 'Хорошо, этот ответ не отправляю.', en: 'All right, this answer is not sent.' },
  stale: {
    ru: 'Этот ответ устарел: клиент уже написал новое, или разговор ведёт человек. Клиенту ничего не ушло.',
    en: 'This answer is out of date: the client has written again, or a human has the chat. Nothing was sent.',
  },
  settled: {
    ru: 'Это уже решено раньше, второй раз ничего не ушло.',
    en: 'This was decided before; nothing was sent twice.',
  },
  gone: { ru: 'Такого больше нет.', en: 'There is no such thing any more.' },
  howToEdit: {
    ru: 'Ответьте на сообщение с предложенным ответом своими словами, и клиент получит их.',
    en: 'Reply to the message with the proposed answer in your own words, and the client gets those.',
  },
  onlyText: {
    ru: 'Клиенту можно передать только текст. Напишите словами.',
    en: 'Only text can be passed on. Please write it in words.',
  },
  noDraft: { ru: 'Сейчас нет ответа, который ждёт решения.', en: 'No answer waits for a decision now.' },
  draftMode: {
    ru: 'Хорошо: в этом разговоре ответы ИИ ждут вашего решения.',
    en: 'All right: in this conversation the answers of the AI wait for your decision.',
  },
  autoMode: {
    ru: 'Хорошо: в этом разговоре ИИ снова отвечает сам.',
    en: 'All right: in this conversation the AI answers by itself again.',
  },
  muted: { ru: 'Хорошо, об этом клиенте новых карточек не будет.', en: 'All right, no new cards about this client.' },
  unmuted: { ru: 'Хорошо, об этом клиенте снова сообщаю.', en: 'All right, I tell you about this client again.' },
  dropped: { ru: 'Убрал из списков. Вернётся, если напишет снова.', en: 'Put away. Comes back when they write again.' },
  chooseTime: { ru: 'Когда записать?', en: 'When shall I book?' },
  noTimes: {
    ru: 'Свободного времени нет, или календарь сейчас не виден.',
    en: 'There is no free time, or the calendar cannot be seen now.',
  },
  booked: { ru: 'Записал, клиент получит подтверждение.', en: 'Booked; the client is told.' },
  notBooked: {
    ru: 'Записать не удалось: это время занято, или записи нет.',
    en: 'Not booked: that time is taken, or no bookings are made.',
  },
  paused: {
    ru: 'ИИ больше не отвечает клиентам. Что они напишут, придёт вам; ответить: ответом на уведомление. Продолжить: /resume',
    en: 'The AI answers clients no more. What they write comes to you; answer by replying to the notice. To go on: /resume',
  },
  pausedAlready: { ru: 'ИИ уже на паузе. Продолжить: /resume', en: 'The AI is paused already. To go on: /resume' },
  resumed: {
    ru: 'ИИ снова отвечает, и ответит тем, кто ждал. Разговоры, в которых писали вы, остаются вашими.',
    en: 'The AI answers again, also those who have waited. Conversations in which you wrote stay yours.',
  },
  notPaused: { ru: 'ИИ не на паузе.', en: 'The AI is not paused.' },
  noLeads: { ru: 'Клиентов пока нет.', en: 'There are no leads yet.' },
} as const satisfies Readonly<Record<string, Words>>
