import { divide, type Figure } from './define-figure.ts'

/** What was said in the period, and how soon. */
export const talkFigures = {
  messages_received: {
    unit: 'count',
    title: { en: 'Messages received', ru: 'Получено сообщений' },
    meaning: { en: 'Messages that clients wrote in the period.', ru: 'Сообщения, которые клиенты написали за период.' },
    read: ({ counts }) => counts.total('messages.received'),
  },
  voice_messages: {
    unit: 'count',
    title: { en: 'Voice messages', ru: 'Голосовые сообщения' },
    meaning: {
      en: 'Messages received in the period that were spoken.',
      ru: 'Полученные за период сообщения, сказанные голосом.',
    },
    read: ({ counts }) => counts.byDimension('messages.received').get('voice') ?? 0,
  },
  voice_share: {
    unit: 'rate',
    title: { en: 'Share of voice', ru: 'Доля голосовых' },
    meaning: {
      en: 'voice_messages ÷ messages_received; null when nothing was received.',
      ru: 'Голосовые сообщения ÷ полученные; пусто, если сообщений не было.',
    },
    read: ({ counts }) =>
      divide(counts.byDimension('messages.received').get('voice') ?? 0, counts.total('messages.received')),
  },
  answers: {
    unit: 'count',
    title: { en: 'Answers of the AI', ru: 'Ответы ИИ' },
    meaning: {
      en: 'Turns of the AI in the period that ended in words to a client.',
      ru: 'Ходы ИИ за период, которые закончились словами клиенту.',
    },
    read: ({ counts }) => counts.total('answers'),
  },
  first_response_p50_ms: {
    unit: 'milliseconds',
    title: { en: 'First response, median', ru: 'Первый ответ, медиана' },
    meaning: {
      en: "Time from a client's first message to the first answer, by the AI or a human, that was ready to be sent in the period: half are not longer. Milliseconds, within 1 %.",
      ru: 'Время от первого сообщения клиента до первого ответа ИИ или человека, готового к отправке, за период: половина не дольше. Миллисекунды, с точностью 1 %.',
    },
    read: ({ counts }) => counts.percentile('first_response', 0.5),
  },
  first_response_p95_ms: {
    unit: 'milliseconds',
    title: { en: 'First response, 95 %', ru: 'Первый ответ, 95 %' },
    meaning: {
      en: 'The same time that 95 of 100 first answers do not exceed. Milliseconds, within 1 %.',
      ru: 'То же время, которое не превышают 95 из 100 первых ответов. Миллисекунды, с точностью 1 %.',
    },
    read: ({ counts }) => counts.percentile('first_response', 0.95),
  },
  answer_time_p50_ms: {
    unit: 'milliseconds',
    title: { en: 'Answer, median', ru: 'Ответ, медиана' },
    meaning: {
      en: 'Time from the first unanswered message of a burst to the answer of the AI that was ready to be sent in the period, the wait for the burst to end included: half are not longer. Milliseconds, within 1 %.',
      ru: 'Время от первого сообщения без ответа до готового к отправке ответа ИИ за период, вместе с ожиданием конца серии сообщений: половина не дольше. Миллисекунды, с точностью 1 %.',
    },
    read: ({ counts }) => counts.percentile('answer_time', 0.5),
  },
  answer_time_p95_ms: {
    unit: 'milliseconds',
    title: { en: 'Answer, 95 %', ru: 'Ответ, 95 %' },
    meaning: {
      en: 'The same time that 95 of 100 answers of the AI do not exceed. Milliseconds, within 1 %.',
      ru: 'То же время, которое не превышают 95 из 100 ответов ИИ. Миллисекунды, с точностью 1 %.',
    },
    read: ({ counts }) => counts.percentile('answer_time', 0.95),
  },
  burst_size: {
    unit: 'ratio',
    title: { en: 'Messages per answer', ru: 'Сообщений на ответ' },
    meaning: {
      en: 'Messages of the client that one answer of the AI in the period was for, on average; null when there was none.',
      ru: 'На сколько сообщений клиента в среднем приходился один ответ ИИ за период; пусто, если ответов не было.',
    },
    read: ({ counts }) => meanOf(counts.byDimension('burst_size')),
  },
  unanswered_questions: {
    unit: 'count',
    title: { en: 'Unanswered questions', ru: 'Вопросы без ответа' },
    meaning: {
      en: 'Questions of clients in the period that the documents did not answer.',
      ru: 'Вопросы клиентов за период, ответа на которые нет в базе знаний.',
    },
    read: ({ counts }) => counts.total('questions.raised'),
  },
  follow_ups_sent: {
    unit: 'count',
    title: { en: 'Follow-ups', ru: 'Напоминания о себе' },
    meaning: {
      en: 'Messages sent in the period to clients who had gone quiet.',
      ru: 'Сообщения, отправленные за период замолчавшим клиентам.',
    },
    read: ({ counts }) => counts.total('follow_ups.sent'),
  },
  follow_up_return_rate: {
    unit: 'rate',
    title: { en: 'Returned after a follow-up', ru: 'Вернулись после напоминания' },
    meaning: {
      en: 'Follow-ups sent in the period after which the client wrote within seven days and before the next follow-up ÷ follow_ups_sent; null when none was sent.',
      ru: 'Напоминания за период, после которых клиент написал в течение семи дней и до следующего напоминания ÷ все напоминания; пусто, если их не было.',
    },
    read: ({ counts }) => divide(counts.total('follow_ups.returned'), counts.total('follow_ups.sent')),
  },
  meetings_booked: {
    unit: 'count',
    title: { en: 'Meetings booked', ru: 'Назначено встреч' },
    meaning: {
      en: 'Meetings that clients confirmed in the period, whenever they became leads. Moving a meeting is not counted again.',
      ru: 'Встречи, которые клиенты подтвердили за период, когда бы они ни стали лидами. Перенос не считается ещё раз.',
    },
    read: ({ counts }) => counts.total('meetings.booked'),
  },
  meetings_cancelled: {
    unit: 'count',
    title: { en: 'Meetings cancelled', ru: 'Отменено встреч' },
    meaning: { en: 'Meetings cancelled in the period.', ru: 'Встречи, отменённые за период.' },
    read: ({ counts }) => counts.total('meetings.cancelled'),
  },
  meetings_kept: {
    unit: 'count',
    title: { en: 'Meetings that took place', ru: 'Состоялось встреч' },
    meaning: {
      en: 'Meetings whose time was over in the period without their being cancelled.',
      ru: 'Встречи, время которых прошло за период и которые не были отменены.',
    },
    read: ({ counts }) => counts.total('meetings.kept'),
  },
  limits_hit: {
    unit: 'count',
    title: { en: 'Limits hit', ru: 'Сработали ограничения' },
    meaning: {
      en: 'Times in the period that a client had to wait for having written too much.',
      ru: 'Сколько раз за период клиенту пришлось ждать из-за слишком частых сообщений.',
    },
    read: ({ counts }) => counts.total('limits.hit'),
  },
} as const satisfies Readonly<Record<string, Figure>>

/** Of a metric whose dimensions are numbers. */
function meanOf(counted: ReadonlyMap<string, number>): number | null {
  const entries = [...counted]
  const sum = entries.reduce((total, [size, count]) => total + Number(size) * count, 0)
  return divide(
    sum,
    entries.reduce((total, [, count]) => total + count, 0),
  )
}
