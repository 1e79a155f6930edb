import { useInfiniteQuery, useIsMutating } from '@tanstack/react-query'
import { call, type GetKnowledgeResponse, getKnowledge } from '../../../api/index.ts'

export type KnowledgeDocument = GetKnowledgeResponse['items'][number]

const documentsPerPage = 100
const lookAgainMs = 1_000

/** Whoever asks to look through the folder does it under this name. */
export const reindexKey = ['knowledge', 'reindex'] as const

/** All documents, page by page. While the platform looks through them, how far it is is asked for every second. */
export function useKnowledge() {
  // Asked for, it may not have begun at the first look.
  const isAskedFor = useIsMutating({ mutationKey: reindexKey }) > 0
  return useInfiniteQuery({
    queryKey: ['knowledge', 'documents'],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam }
      return call(getKnowledge({ query: { limit: documentsPerPage, ...cursor }, signal }))
    },
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next_cursor,
    refetchInterval: ({ state }) => (isAskedFor || state.data?.pages[0]?.indexing ? lookAgainMs : false),
  })
}
