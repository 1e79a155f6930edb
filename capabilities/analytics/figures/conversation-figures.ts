import { divide, type Figure } from './define-figure.ts'
import type { Counts } from './read-counts.ts'

/** Whether the AI did the work: conversations begun in the period, and what became of them. */
export const conversationFigures = {
  total_conversations: {
    unit: 'count',
    title: { en: 'New conversations', ru: 'Новые разговоры' },
    meaning: { en: 'Conversations begun in the period.', ru: 'Разговоры, начатые за период.' },
    read: ({ counts }) => counts.total('conversations.started'),
  },
  resolved_by_ai: {
    unit: 'count',
    title: { en: 'Resolved by the AI', ru: 'Решено ИИ' },
    meaning: {
      en: 'Conversations begun in the period that the AI has answered and that no human has had so far: no hand-off and no takeover, hence no human reply.',
      ru: 'Разговоры, начатые за период, в которых ИИ ответил, а человек до сих пор не участвовал: не было ни передачи, ни перехвата, а значит и ответа человека.',
    },
    read: ({ counts }) => countResolved(counts),
  },
  resolved_by_ai_rate: {
    unit: 'rate',
    title: { en: 'Share resolved by the AI', ru: 'Доля решённых ИИ' },
    meaning: {
      en: 'resolved_by_ai ÷ total_conversations; null when no conversation began.',
      ru: 'Решено ИИ ÷ новые разговоры; пусто, если разговоров не было.',
    },
    read: ({ counts }) => divide(countResolved(counts), counts.total('conversations.started')),
  },
  durably_resolved_by_ai: {
    unit: 'count',
    title: { en: 'Durably resolved by the AI', ru: 'Надёжно решено ИИ' },
    meaning: {
      en: 'Conversations begun in the period and at least seven days ago that the AI has answered and that no human had within seven days of their beginning.',
      ru: 'Разговоры, начатые за период и не менее семи дней назад, в которых ИИ ответил и в первые семь дней не участвовал человек.',
    },
    read: ({ settled }) => countDurable(settled),
  },
  durably_resolved_by_ai_rate: {
    unit: 'rate',
    title: { en: 'Share durably resolved by the AI', ru: 'Доля надёжно решённых ИИ' },
    meaning: {
      en: 'durably_resolved_by_ai ÷ conversations begun in the period and at least seven days ago; null when there are none.',
      ru: 'Надёжно решено ИИ ÷ разговоры, начатые за период и не менее семи дней назад; пусто, если их нет.',
    },
    read: ({ settled }) => divide(countDurable(settled), settled.total('conversations.started')),
  },
  handed_off: {
    unit: 'count',
    title: { en: 'Hand-offs', ru: 'Передачи человеку' },
    meaning: {
      en: 'Times in the period that a human got a conversation: because the client wished it, the AI gave up, or a human took it.',
      ru: 'Сколько раз за период разговор переходил к человеку: по просьбе клиента, решению ИИ или потому, что человек взял его сам.',
    },
    read: ({ counts }) => counts.total('handed_off'),
  },
  handed_back: {
    unit: 'count',
    title: { en: 'Given back to the AI', ru: 'Возвращено ИИ' },
    meaning: {
      en: 'Times in the period that the AI got a conversation back from a human.',
      ru: 'Сколько раз за период разговор возвращался к ИИ.',
    },
    read: ({ counts }) => counts.total('handed_back'),
  },
  human_replies: {
    unit: 'count',
    title: { en: 'Replies by humans', ru: 'Ответы людей' },
    meaning: {
      en: 'Messages that humans of the business wrote to clients in the period.',
      ru: 'Сообщения, которые сотрудники написали клиентам за период.',
    },
    read: ({ counts }) => counts.total('messages.human'),
  },
  human_answer_time_p50_ms: {
    unit: 'milliseconds',
    title: { en: 'Wait for a human, median', ru: 'Ожидание человека, медиана' },
    meaning: {
      en: 'Time from the oldest unanswered message of the client to the reply of a human in the period: half are not longer. Milliseconds, within 1 %.',
      ru: 'Время от самого раннего сообщения клиента без ответа до ответа человека за период: половина не дольше. Миллисекунды, с точностью 1 %.',
    },
    read: ({ counts }) => counts.percentile('human_answer_time', 0.5),
  },
  opt_outs: {
    unit: 'count',
    title: { en: 'Opt-outs', ru: 'Отписки' },
    meaning: {
      en: 'Clients who in the period asked not to be written to any more.',
      ru: 'Клиенты, которые за период попросили больше не писать.',
    },
    read: ({ counts }) => counts.total('opt_outs'),
  },
} as const satisfies Readonly<Record<string, Figure>>

function countResolved(counts: Counts): number {
  return counts.total('conversation.answered') - counts.total('conversation.answered_and_handed_off')
}

function countDurable(counts: Counts): number {
  return counts.total('conversation.answered') - counts.total('conversation.answered_and_handed_off_soon')
}
