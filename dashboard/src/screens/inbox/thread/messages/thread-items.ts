import type { Message } from '../../../../api/index.ts'

/** What stands in a thread, from top to bottom. */
export type ThreadItem =
  | { readonly kind: 'day'; readonly key: string; readonly instant: string }
  | { readonly kind: 'message'; readonly key: number; readonly message: Message; readonly isContinued: boolean }

const sameBreathMs = 5 * 60_000

/** Messages with a line for each day, and who goes on without a pause told apart from who begins. Pure, but for the zone of the browser. */
export function toThreadItems(messages: readonly Message[]): readonly ThreadItem[] {
  return messages.flatMap((message, index): readonly ThreadItem[] => {
    const before = messages[index - 1]
    const day = dayOf(message.sent_at)
    const isNewDay = before === undefined || dayOf(before.sent_at) !== day
    const item: ThreadItem = {
      kind: 'message',
      key: message.id,
      message,
      isContinued: !isNewDay && goesOn(before, message),
    }
    return isNewDay ? [{ kind: 'day', key: `${day}:${message.id}`, instant: message.sent_at }, item] : [item]
  })
}

function goesOn(before: Message, message: Message): boolean {
  return before.role === message.role && Date.parse(message.sent_at) - Date.parse(before.sent_at) < sameBreathMs
}

function dayOf(instant: string): string {
  return new Date(instant).toDateString()
}
