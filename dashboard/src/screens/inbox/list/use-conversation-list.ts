import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type Conversation, call, getConversations } from '../../../api/index.ts'
import { listKeyOf, waitingKey } from '../live/keys.ts'
import { arrangeWaiting } from './arrange.ts'
import { queryOf, type View } from './views.ts'

const pageSize = 60

/** What stands in the list, in its order. */
export type ListEntry =
  | { readonly kind: 'heading'; readonly word: 'pinned' | 'others' }
  | { readonly kind: 'conversation'; readonly conversation: Conversation }

/** The conversations of a view, page by page, with those who wait for a person on top of the view of all. */
export function useConversationList(view: View, text: string) {
  const list = useInfiniteQuery({
    queryKey: listKeyOf(view, text),
    queryFn: ({ pageParam, signal }) => {
      const query = {
        ...queryOf[view],
        ...(text !== '' && { q: text }),
        ...(pageParam !== null && { cursor: pageParam }),
      }
      return call(getConversations({ query: { ...query, limit: pageSize }, signal }))
    },
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next_cursor,
    placeholderData: keepPreviousData,
  })
  const { waiting, refetch: refetchWaiting } = useWaiting()
  const isPinning = view === 'all' && text === ''
  const entries = useMemo(
    () => listEntries(list.data?.pages.flatMap(({ items }) => items) ?? [], isPinning ? waiting : []),
    [list.data, waiting, isPinning],
  )
  // Both are asked again: what refused the one has refused the other.
  const refetch = () => Promise.all([list.refetch(), refetchWaiting()])
  return { ...list, refetch, entries, waitingCount: waiting.length }
}

/** Whoever waits for a person. There are few of them, or the business has other worries: one page. */
function useWaiting() {
  const { data, refetch } = useQuery({
    queryKey: waitingKey,
    queryFn: ({ signal }) => call(getConversations({ query: { ...queryOf.waiting, limit: 200 }, signal })),
  })
  const waiting = useMemo(() => arrangeWaiting(data?.items ?? []), [data])
  return { waiting, refetch }
}

function listEntries(all: readonly Conversation[], pinned: readonly Conversation[]): readonly ListEntry[] {
  const toEntry = (conversation: Conversation): ListEntry => ({ kind: 'conversation', conversation })
  if (pinned.length === 0) return all.map(toEntry)
  const ids = new Set(pinned.map(({ id }) => id))
  return [
    { kind: 'heading', word: 'pinned' },
    ...pinned.map(toEntry),
    { kind: 'heading', word: 'others' },
    ...all.filter(({ id }) => !ids.has(id)).map(toEntry),
  ]
}
