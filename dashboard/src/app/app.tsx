import { Notifications } from '@mantine/notifications'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { ErrorBoundary } from '../shared/states/error-boundary.tsx'
import { LanguageProvider } from '../words/language-provider.tsx'
import { router } from './router.tsx'
import { Themed } from './themed.tsx'

export function App({ queryClient }: { readonly queryClient: QueryClient }): ReactElement {
  return (
    <LanguageProvider>
      <Themed>
        <ErrorBoundary>
          <QueryClientProvider client={queryClient}>
            <Notifications position="bottom-right" />
            <RouterProvider router={router} />
          </QueryClientProvider>
        </ErrorBoundary>
      </Themed>
    </LanguageProvider>
  )
}
