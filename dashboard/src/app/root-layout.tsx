import { Outlet, useLocation } from '@tanstack/react-router'
import { type ReactElement, Suspense } from 'react'
import { LiveProvider } from '../live/index.ts'
import { SessionGate } from '../session/index.ts'
import { ErrorBoundary, LoadingState } from '../shared/index.ts'
import { Frame } from './frame.tsx'

/** Everything around a screen: who is signed in, the stream of events, the navigation. A screen that breaks leaves the rest alive. */
export function RootLayout(): ReactElement {
  const { pathname } = useLocation()
  return (
    <SessionGate>
      <LiveProvider>
        <Frame>
          <ErrorBoundary key={pathname.split('/', 2).join('/')}>
            <Suspense fallback={<LoadingState />}>
              <Outlet />
            </Suspense>
          </ErrorBoundary>
        </Frame>
      </LiveProvider>
    </SessionGate>
  )
}
