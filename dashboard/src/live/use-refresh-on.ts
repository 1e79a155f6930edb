import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import type { LiveEventType } from './event-types.ts'
import { useLiveEvents } from './live-provider.tsx'

/** Reads what stands under `queryKey` anew whenever one of these events happened: `useRefreshOn(['lead.created'], ['leads'])`. */
export function useRefreshOn(types: readonly LiveEventType[], queryKey: QueryKey): void {
  const queries = useQueryClient()
  useLiveEvents(event => {
    if (types.includes(event.type)) void queries.invalidateQueries({ queryKey })
  })
}
