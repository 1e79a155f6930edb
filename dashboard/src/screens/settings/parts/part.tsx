import { Group, Stack, Text, Title } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactElement, ReactNode } from 'react'
import { ErrorState, LoadingState } from '../../../shared/index.ts'

interface PartFrameProps {
  readonly title: string
  readonly lead?: string
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A section of the settings. */
export function PartFrame({ title, lead, actions, children }: PartFrameProps): ReactElement {
  return (
    <Stack gap="lg" component="section" aria-label={title}>
      <Group justify="space-between" align="flex-start">
        <Stack gap={4} flex="1 1 240px">
          <Title order={2}>{title}</Title>
          {lead !== undefined && (
            <Text c="dimmed" size="sm">
              {lead}
            </Text>
          )}
        </Stack>
        {actions}
      </Group>
      {children}
    </Stack>
  )
}

interface LoadedProps<Found> {
  readonly query: UseQueryResult<Found>
  readonly children: (found: Found) => ReactNode
}

/** What was read, or why not. */
export function Loaded<Found>({ query, children }: LoadedProps<Found>): ReactElement {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error !== null) return <ErrorState error={query.error} retry={() => void query.refetch()} />
  return <LoadingState />
}
