import type { LineName } from '#capabilities/sales'
import { contextOf, isOnlyFile } from '../reading/message-context.ts'
import type { Plan, PlanInput } from './plan.ts'
import { line } from './start-plan.ts'

/**
 * What a client sends and nobody here can see or read is said to be so, once a turn. Where it came without words there is nothing
 * else to answer, and no model is asked to guess.
 */
export function admitUnread(input: PlanInput, plan: Plan): Plan {
  const admission = findAdmission(input)
  if (admission === null || plan.reason === 'client.opted_out') return plan
  const says = { markdown: line(input, admission) }
  const { unanswered } = input.facts.turn
  if (plan.talk === null || !unanswered.every(isOnlyFile)) return { ...plan, says: [...plan.says, says] }
  return { ...plan, talk: null, reason: 'media.unread', says: [says], state: { ...plan.state, asked: null } }
}

function findAdmission({ facts: { turn } }: PlanInput): LineName | null {
  const files = turn.unanswered.flatMap(message => contextOf(message, turn.userId).files)
  // A page is somebody else's, and nobody was promised that it would be opened.
  const unread = files.filter(({ kind, text }) => text === null && kind !== 'page')
  if (unread.length === 0) return null
  if (unread.some(({ isAwaited }) => isAwaited)) return 'file_later'
  if (unread.some(({ code }) => code !== null && brokenPictures.has(code))) return 'picture_unreadable'
  const isPicture = unread.some(({ kind, code }) => kind === 'photo' || code?.startsWith('picture.'))
  return isPicture ? 'picture_unseen' : 'file_unread'
}

// What could be looked at, were it another file.
const brokenPictures: ReadonlySet<string> = new Set(['picture.unreadable', 'picture.too_large'])
