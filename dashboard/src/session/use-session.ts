import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { call, type GetMeResponse, getMe } from '../api/index.ts'

export type Role = GetMeResponse['role']

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => call(getMe({ signal })),
  staleTime: Number.POSITIVE_INFINITY,
})

const rank: Readonly<Record<Role, number>> = { viewer: 0, operator: 1, admin: 2 }

/** Whether who is signed in may do what needs `role`. The gateway decides; this only spares them a button that would be refused. */
export function useMay(role: Role): boolean {
  return rank[useSuspenseQuery(sessionQuery).data.role] >= rank[role]
}
