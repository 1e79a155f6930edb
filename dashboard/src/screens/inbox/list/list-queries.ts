import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { call, getConversations } from '../../../api/index.ts'
import { listKeyOf, waitingKey } from '../live/keys.ts'
import { queryOf, type View } from './views.ts'

const pageSize = 60

/** The conversations of a view, page by page. */
export function listQuery(view: View, text: string) {
  return infiniteQueryOptions({
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
  })
}

/** Whoever waits for a person. There are few of them, or the business has other worries: one page. */
export const waitingQuery = queryOptions({
  queryKey: waitingKey,
  queryFn: ({ signal }) => call(getConversations({ query: { ...queryOf.waiting, limit: 200 }, signal })),
})

/** Asks for what the inbox shows first. Never rejects: whoever shows it asks again, and says what is wrong. */
export async function askForInbox(queries: QueryClient): Promise<void> {
  await Promise.all([queries.prefetchInfiniteQuery(listQuery('all', '')), queries.prefetchQuery(waitingQuery)])
}
