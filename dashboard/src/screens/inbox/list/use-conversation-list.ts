import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Conversation } from '../../../api/index.ts'
import { arrangeWaiting } from './arrange.ts'
import { listQuery, waitingQuery } from './list-queries.ts'
import type { View } from './views.ts'

/** What stands in the list, in its order. */
export type ListEntry =
  | { readonly kind: 'heading'; readonly word: 'pinned' | 'others' }
  | { readonly kind: 'conversation'; readonly conversation: Conversation }

/** The conversations of a view, page by page, with those who wait for a person on top of the view of all. */
export function useConversationList(view: View, text: string) {
  const list = useInfiniteQuery({ ...listQuery(view, text), placeholderData: keepPreviousData })
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

function useWaiting() {
  const { data, refetch } = useQuery(waitingQuery)
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
