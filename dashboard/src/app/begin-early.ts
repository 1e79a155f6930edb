import type { QueryClient } from '@tanstack/react-query'
import { askForInbox } from '../screens/inbox/list/list-queries.ts'
import { sessionQuery } from '../session/index.ts'
import { importInbox } from './router.tsx'

/**
 * Asks for what the first screen will show before anything is drawn, so that drawing and asking take their time side by side. Most
 * people begin in the inbox. A stranger asks for no more than who they are.
 */
export function beginEarly(queries: QueryClient, pathname: string): void {
  const known = queries.prefetchQuery(sessionQuery)
  if (pathname !== '/inbox' && !pathname.startsWith('/inbox/')) return
  // Whatever fails here is asked for again where it is shown, and told there.
  importInbox().catch(() => undefined)
  void known.then(() => {
    if (queries.getQueryData(sessionQuery.queryKey) !== undefined) void askForInbox(queries)
  })
}
