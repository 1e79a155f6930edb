import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { call, type Dialogue, getConversationsById, type Message } from '../../../api/index.ts'
import { dialogueKey } from '../live/keys.ts'
import { refreshConversation } from '../live/use-live-conversations.ts'
import { listMessages } from './messages/merge-messages.ts'

const pageSize = 50
// What a message on its way becomes is no event: it is looked at until it has arrived.
const lookAgainMs = 1_000

/** A conversation with its messages, the oldest first; older pages on demand. */
export function useDialogue(id: number) {
  const query = useInfiniteQuery({
    queryKey: dialogueKey(id),
    queryFn: ({ pageParam, signal }): Promise<Dialogue> =>
      call(
        getConversationsById({
          path: { id },
          query: { limit: pageSize, ...(pageParam !== null && { before: pageParam }) },
          signal,
        }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: page => page.next_before,
  })
  const messages = useMemo(() => (query.data === undefined ? [] : listMessages(query.data)), [query.data])
  const newest = query.data?.pages[0]
  return { ...query, conversation: newest, messages }
}

/** Looks at a thread again and again while something in it is on its way. Once per thread. */
export function useWatchDeliveries(id: number, { conversation, messages }: ReturnType<typeof useDialogue>): void {
  const queries = useQueryClient()
  const isMoving = conversation?.ai_is_answering === true || messages.slice(-pageSize).some(isOnItsWay)
  useEffect(() => {
    if (!isMoving) return
    const timer = setInterval(() => void refreshConversation(queries, id, true).catch(() => {}), lookAgainMs)
    return () => clearInterval(timer)
  }, [isMoving, id, queries])
}

function isOnItsWay({ delivery }: Message): boolean {
  return delivery.some(({ state }) => state === 'queued' || state === 'sending')
}
