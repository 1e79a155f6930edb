import { useQuery } from '@tanstack/react-query'
import type { ReactElement, ReactNode } from 'react'
import { isProblem } from '../api/index.ts'
import { ErrorState } from '../shared/states/error-state.tsx'
import { LoadingState } from '../shared/states/loading-state.tsx'
import { SignInNotice } from './sign-in-notice.tsx'
import { sessionQuery } from './use-session.ts'

/** Shows its children to whoever is signed in, and how to sign in to everybody else. */
export function SessionGate({ children }: { readonly children: ReactNode }): ReactElement {
  const session = useQuery(sessionQuery)
  if (session.data !== undefined) return <>{children}</>
  if (session.error === null) return <LoadingState />
  if (isProblem(session.error) && session.error.status === 401) return <SignInNotice />
  return <ErrorState error={session.error} retry={() => void session.refetch()} />
}
