import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { ErrorBoundary } from '../shared/states/error-boundary.tsx'
import { LanguageProvider } from '../words/language-provider.tsx'
import { createQueryClient } from './create-query-client.ts'
import { router } from './router.tsx'
import { Themed } from './themed.tsx'

const queryClient = createQueryClient()

export function App(): ReactElement {
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
