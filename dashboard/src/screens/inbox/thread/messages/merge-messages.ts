import type { InfiniteData } from '@tanstack/react-query'
import type { Dialogue, Message } from '../../../../api/index.ts'

/** The pages of a thread as they were read: the newest first, messages oldest first within a page. */
export type DialoguePages = InfiniteData<Dialogue, number | null>

/** The thread after its newest page was read anew: each message once, as it is now. Pure. */
export function mergeNewest(known: DialoguePages | undefined, newest: Dialogue): DialoguePages {
  const [first, ...older] = known?.pages ?? []
  if (known === undefined || first === undefined || hasGap(first, newest)) {
    return { pages: [newest], pageParams: [null] }
  }
  const messages = mergeMessages(first.messages, newest.messages)
  return { ...known, pages: [{ ...newest, messages, next_before: first.next_before }, ...older] }
}

/** More came meanwhile than a page holds. */
function hasGap(first: Dialogue, newest: Dialogue): boolean {
  const end = first.messages.at(-1)?.id ?? 0
  const begin = newest.messages[0]?.id ?? 0
  return newest.next_before !== null && begin > end
}

function mergeMessages(known: readonly Message[], read: readonly Message[]): Message[] {
  const byId = new Map([...known, ...read].map(message => [message.id, message]))
  return [...byId.values()].sort((one, other) => one.id - other.id)
}

/** All messages of a thread, the oldest first. Pure. */
export function listMessages({ pages }: Pick<DialoguePages, 'pages'>): readonly Message[] {
  return pages.toReversed().flatMap(({ messages }) => messages)
}
