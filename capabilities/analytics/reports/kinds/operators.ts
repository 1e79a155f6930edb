import { readOperatorWork } from '../read-operator-work.ts'
import { readSummary } from '../read-summary.ts'
import type { Report, Row } from '../report.ts'

export const operatorsReport: Report = {
  name: 'operators',
  title: { en: 'Work of humans', ru: 'Работа людей' },
  meaning: {
    en: 'What was done through the API, by key and by signed-in browser: a browser is not a person, and a key may be several. The wait runs from a hand-off to the first reply in that chat. What was written in Telegram itself stands in one row: who of several colleagues wrote there, and how long each took, is not recorded.',
    ru: 'Что сделано через API, по ключам и вошедшим браузерам: браузер — не человек, а ключом могут пользоваться несколько. Ожидание — от передачи до первого ответа в этом чате. Написанное в самом Telegram стоит одной строкой: кто из коллег писал там и как быстро, не записывается.',
  },
  columns: [
    { key: 'operator', kind: 'text', title: { en: 'Who', ru: 'Кто' } },
    { key: 'take_overs', kind: 'count', title: { en: 'Chats taken over', ru: 'Взято чатов' } },
    { key: 'replies', kind: 'count', title: { en: 'Replies', ru: 'Ответы' } },
    {
      key: 'first_reply_p50_ms',
      kind: 'milliseconds',
      title: { en: 'First reply, median', ru: 'Первый ответ, медиана' },
    },
  ],
  async build(facts) {
    const { metrics, summary } = await readSummary(facts, [
      'handed_off',
      'handed_back',
      'human_replies',
      'human_answer_time_p50_ms',
      'resolved_by_ai_rate',
    ])
    const work = await readOperatorWork(facts.db, facts.period)
    const throughApi = work.reduce((sum, { replies }) => sum + replies, 0)
    const elsewhere = (metrics.figures.human_replies ?? 0) - throughApi
    const rows: readonly Row[] = [
      ...work.map(({ actor, name, takeOvers, replies, firstReplyMs }) => ({
        operator: name === null ? actor : `${name} (${actor})`,
        take_overs: takeOvers,
        replies,
        first_reply_p50_ms: firstReplyMs,
      })),
      ...(elsewhere > 0
        ? [{ operator: 'Telegram', take_overs: null, replies: elsewhere, first_reply_p50_ms: null }]
        : []),
    ]
    const bars = rows.map(row => ({ label: String(row.operator), value: Number(row.replies) }))
    return { summary, rows, chart: { kind: 'bars', unit: 'count', bars } }
  },
}
