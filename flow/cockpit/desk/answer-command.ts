import { type CommandAnswer, inLanguage, parseCommand } from '../../agent/index.ts'
import { orderWords } from '../words.ts'
import type { DeskRequest } from './cockpit-desk.ts'
import { describeLimits } from './describe-limits.ts'
import { describeStats } from './describe-stats.ts'
import { describeToday } from './describe-today.ts'
import { listLeadsPage } from './list-leads-page.ts'

type Answer = (request: DeskRequest, argument: string) => Promise<CommandAnswer | null>

const usualStatsDays = 7
const longestStatsDays = 366

const answers: Readonly<Record<string, Answer>> = {
  leads: request => listLeadsPage(request, null),
  limits: request => describeLimits(request),
  pause: async ({ language }) => order('pause', language),
  // With a number it gives that conversation back to the AI, as it always has.
  resume: async ({ language }, argument) => (argument === '' ? order('resume', language) : null),
  stats: (request, argument) => describeStats(request, parseDays(argument)),
  today: request => describeToday(request),
}

/** Answers a command of the business; null for one that is none of the cockpit's. */
export async function answerCommand(request: DeskRequest): Promise<CommandAnswer | null> {
  const { name, argument } = parseCommand(request.message.content)
  return (await answers[name]?.(request, argument)) ?? null
}

function parseDays(argument: string): number {
  const days = Number(argument)
  return Number.isSafeInteger(days) && days >= 1 ? Math.min(days, longestStatsDays) : usualStatsDays
}

function order(kind: 'pause' | 'resume', language: string): CommandAnswer {
  const words = kind === 'pause' ? orderWords.paused : orderWords.resumed
  return { text: inLanguage(words, language), actions: [{ kind: 'crew', order: { kind } }] }
}
