import { DateTime } from 'luxon'
import { type FigureName, figures, formatValue } from '#capabilities/analytics'
import { type CommandAnswer, inLanguage } from '../../agent/index.ts'
import { crewButton } from '../cards/crew-buttons.ts'
import type { DeskRequest } from './cockpit-desk.ts'

/** The lengths that are offered, in days. */
const lengths = [1, 7, 30] as const

/** The figures of the last days, today included: the same that the reports and the API show. */
export async function describeStats({ desk, language }: DeskRequest, days: number): Promise<CommandAnswer> {
  const { analytics, clock, timeZone } = desk
  await analytics.catchUp()
  const today = DateTime.fromMillis(clock.now(), { zone: timeZone }).startOf('day')
  const period = { from: today.minus({ days: days - 1 }).toMillis(), to: today.plus({ days: 1 }).toMillis() }
  const { figures: values } = await analytics.readMetrics(period)
  const manner = { language: language === 'ru' ? 'ru' : 'en', currency: analytics.settings.prices.currency } as const
  const rows = shown.map(name => {
    const { title, unit } = figures[name]
    return `- ${inLanguage(title, language)}: ${formatValue(values[name], unit, manner)}`
  })
  return {
    text: [`**${nameDays(days, language)}**`, ...rows].join('\n'),
    actions: [],
    buttons: [
      lengths.filter(length => length !== days).map(length => crewButton(nameDays(length, language), 'stats', length)),
    ],
  }
}

const shown: readonly FigureName[] = [
  'total_conversations',
  'total_leads',
  'qualified_leads',
  'booked_leads',
  'resolved_by_ai',
  'handed_off',
  'answers',
  'human_replies',
  'meetings_booked',
]

function nameDays(days: number, language: string): string {
  if (days === 1) return language === 'ru' ? 'Сегодня' : 'Today'
  return language === 'ru' ? `${days} дней` : `${days} days`
}
