import { type CommandAnswer, formatStart } from '../../agent/index.ts'
import { readLimitStatus } from '../../limits/index.ts'
import type { DeskRequest } from './cockpit-desk.ts'

const mostNamed = 10

/** How much may be written, who is held back now, and how often the channel asked for silence. */
export async function describeLimits({ desk, language }: DeskRequest): Promise<CommandAnswer> {
  const { limits, database, clock, timeZone } = desk
  const isRussian = language === 'ru'
  if (limits === null) return { text: isRussian ? 'Ограничений нет.' : 'There are no limits.', actions: [] }
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
  return { text: lines.join('\n'), actions: [] }
}
