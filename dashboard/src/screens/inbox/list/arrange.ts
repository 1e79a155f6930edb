import type { Conversation } from '../../../api/index.ts'
import { needsPerson } from './views.ts'

/**
 * The list after one conversation changed: at its new place when it `belongs` and lies within what was loaded, else not there.
 * What lies beyond the last loaded row comes with its page. Pure.
 */
export function placeConversation<Page extends { readonly items: Conversation[]; readonly next_cursor: string | null }>(
  pages: readonly Page[],
  changed: Conversation,
  belongs: boolean,
): Page[] {
  const without = pages.map(page => ({ ...page, items: page.items.filter(({ id }) => id !== changed.id) }))
  if (!belongs) return without
  const index = without.findIndex(
    ({ items, next_cursor }) => items.some(item => comesAfter(item, changed)) || next_cursor === null,
  )
  return without.map((page, at) => {
    if (at !== index) return page
    const place = page.items.findIndex(item => comesAfter(item, changed))
    return { ...page, items: page.items.toSpliced(place === -1 ? page.items.length : place, 0, changed) }
  })
}

function comesAfter(item: Conversation, other: Conversation): boolean {
  if (item.last_message_at !== other.last_message_at) return item.last_message_at < other.last_message_at
  return item.id < other.id
}

/** Those who wait for a person: the best first, and of equals whoever has waited longest. Pure. */
export function arrangeWaiting(conversations: readonly Conversation[]): readonly Conversation[] {
  return conversations
    .filter(needsPerson)
    .toSorted(
      (one, other) =>
        (other.fit_score ?? 0) - (one.fit_score ?? 0) ||
        (one.unanswered_since ?? '').localeCompare(other.unanswered_since ?? ''),
    )
}
