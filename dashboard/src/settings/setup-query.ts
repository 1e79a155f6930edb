import { queryOptions } from '@tanstack/react-query'
import { call, getSetup } from '../api/index.ts'

/** What is set up, and since when this server runs. */
export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => call(getSetup({ signal })),
})
