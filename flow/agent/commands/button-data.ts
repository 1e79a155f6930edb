import type { ContextMessage } from '#capabilities/conversations'
import type { ConversationId } from '#shared/database'

/** What a button of ours means. A press is only a wish: whoever forges one wishes for something that is checked again. */
export type ButtonWish =
  | { readonly kind: 'opening' /** epoch ms */; readonly startsAt: number }
  /** Openings after this one. */
  | { readonly kind: 'other-times'; readonly after: number }
  /** A yes or a no; `to` names the question it stood under (`questionKey`), null: whatever was asked last. */
  | { readonly kind: 'answer'; readonly answer: 'yes' | 'no'; readonly to: string | null }
  | { readonly kind: 'take-over' | 'hand-back'; readonly conversationId: ConversationId }
  /** What a client wants done with all that is held of them; `keep` is to leave it as it is. */
  | { readonly kind: 'privacy'; readonly wish: PrivacyWish }
  /** Of the owner and the operators: what is meant and how it is read, `flow/cockpit/` knows. */
  | { readonly kind: 'crew'; readonly verb: CrewVerb; readonly subject: number; readonly detail: number }

const privacyWishes = ['export', 'forget', 'keep'] as const
export type PrivacyWish = (typeof privacyWishes)[number]

export const crewVerbs = [
  'auto',
  'book',
  'draft',
  'drop',
  'edit',
  'lead',
  'leads',
  'mute',
  'send',
  'setup',
  'skip',
  'stats',
  'time',
  'unmute',
] as const
export type CrewVerb = (typeof crewVerbs)[number]

const minuteMs = 60_000

/** At most 56 bytes: Telegram's limit of callback_data, less the channel's seal. */
export function writeButtonData(wish: ButtonWish): string {
  switch (wish.kind) {
    case 'opening':
      return `time:${wish.startsAt / minuteMs}`
    case 'other-times':
      return `more:${wish.after / minuteMs}`
    case 'answer':
      return wish.to === null ? wish.answer : `${wish.answer}:${wish.to}`
    case 'take-over':
      return `take:${wish.conversationId}`
    case 'hand-back':
      return `give:${wish.conversationId}`
    case 'privacy':
      return `mine:${wish.wish}`
    case 'crew':
      return `crew:${wish.verb}:${wish.subject}:${wish.detail}`
  }
}

/** Null for what is not ours. */
export function parseButtonData(data: string): ButtonWish | null {
  const [, answer, to = null] = /^(yes|no)(?::([\w-]{1,50}))?$/.exec(data) ?? []
  if (answer === 'yes' || answer === 'no') return { kind: 'answer', answer, to }
  const crew = /^crew:(\w+):(\d{1,15}):(\d{1,15})$/.exec(data)
  if (crew !== null) return toCrewWish(crew)
  const mine = privacyWishes.find(wish => data === `mine:${wish}`)
  if (mine !== undefined) return { kind: 'privacy', wish: mine }
  const [, name, digits] = /^(time|more|take|give):(\d{1,15})$/.exec(data) ?? []
  const number = Number(digits)
  switch (name) {
    case 'time':
      return { kind: 'opening', startsAt: number * minuteMs }
    case 'more':
      return { kind: 'other-times', after: number * minuteMs }
    case 'take':
      return { kind: 'take-over', conversationId: number as ConversationId }
    case 'give':
      return { kind: 'hand-back', conversationId: number as ConversationId }
    default:
      return null
  }
}

function toCrewWish([, name, subject, detail]: RegExpExecArray): ButtonWish | null {
  const verb = crewVerbs.find(known => known === name)
  return verb === undefined ? null : { kind: 'crew', verb, subject: Number(subject), detail: Number(detail) }
}

/** What a press means. A channel that knows the label keeps the data beside it; otherwise the data is all there is. */
export function readPress({ content, metadata }: ContextMessage): ButtonWish | null {
  if (metadata === null) return parseButtonData(content)
  const { data } = JSON.parse(metadata) as { readonly data?: unknown }
  return parseButtonData(typeof data === 'string' ? data : content)
}
