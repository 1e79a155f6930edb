import { type CommandAnswer, formatStart, type StrangerBudget } from '../../agent/index.ts'
import { readLimitStatus } from '../../limits/index.ts'
import type { DeskRequest } from './cockpit-desk.ts'

const mostNamed = 10

/** How much may be written, who is held back now, and how often the channel asked for silence. */
export async function describeLimits({ desk, language }: DeskRequest): Promise<CommandAnswer> {
  const { limits, strangerBudget = null, database, clock, timeZone } = desk
  const isRussian = language === 'ru'
  const budget = describeBudget(strangerBudget, isRussian)
  if (limits === null) {
    const free = isRussian ? 'Ограничений на число сообщений нет.' : 'There are no limits on messages.'
    return { text: [free, ...budget].join('\n'), actions: [] }
  }
  const status = await readLimitStatus(database.db, limits, clock.now())
  const rule = `${limits.perMinute.private} / ${limits.perHour}`
  const blocked = status.blocked.slice(0, mostNamed).map(({ userId, untilMs }) => {
    const until = formatStart(untilMs, timeZone, language)
    return `- ${userId}: ${isRussian ? 'до' : 'until'} ${until}`
  })
  const lines = isRussian
    ? [
        `Одному клиенту можно писать в минуту / в час: ${rule}.`,
        `Придержаны сейчас: ${status.blocked.length}.`,
        ...blocked,
        `Telegram просил помолчать за сутки: ${status.floodWaits}.`,
      ]
    : [
        `One client may write per minute / per hour: ${rule}.`,
        `Held back now: ${status.blocked.length}.`,
        ...blocked,
        `Telegram asked for silence in the last day: ${status.floodWaits}.`,
      ]
  return { text: [...lines, ...budget].join('\n'), actions: [] }
}

function describeBudget(budget: StrangerBudget | null, isRussian: boolean): readonly string[] {
  if (budget === null) return []
  const { answersPerDay, tokensPerDay } = budget
  const answers = answersPerDay === null ? [] : [`${answersPerDay} ${isRussian ? 'ответов' : 'answers'}`]
  const tokens = tokensPerDay === null ? [] : [`${tokensPerDay} ${isRussian ? 'токенов' : 'tokens'}`]
  const most = [...answers, ...tokens].join(' / ')
  return [
    isRussian
      ? `Модель тратит на незнакомого за день не больше: ${most}; дальше отвечает встроенный сценарий.`
      : `The model spends on a stranger a day at most: ${most}; then the built-in script answers.`,
  ]
}
