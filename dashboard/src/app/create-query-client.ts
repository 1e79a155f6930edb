import { QueryClient } from '@tanstack/react-query'
import { isProblem } from '../api/problem.ts'

const maxRetries = 2

/** The cache of all that was read. What changes is told by the event stream, so nothing is asked again merely because time passed. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        // A refusal stays one, however often it is asked for; a lost connection comes back.
        retry: (failures, error) => !isProblem(error) && failures < maxRetries,
      },
      mutations: { retry: false },
    },
  })
}
