import { useInfiniteQuery } from '@tanstack/react-query'
import { call, type GetLeadsResponse, getLeads } from '../../../api/index.ts'
import { type LeadChoice, toQuery } from './lead-choice.ts'

export type LeadRow = GetLeadsResponse['items'][number]

/** Pages of leads by key: the next one is asked for where the last one ended. */
export function useLeads(choice: LeadChoice, limit: number) {
  const query = toQuery(choice)
  return useInfiniteQuery({
    queryKey: leadsKey(choice),
    queryFn: ({ pageParam, signal }) =>
      call(getLeads({ query: { ...query, limit, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next_cursor,
    // While other leads are on their way, the ones before stay.
    placeholderData: before => before,
  })
}

export function leadsKey(choice: LeadChoice) {
  return ['leads', 'list', toQuery(choice)] as const
}
