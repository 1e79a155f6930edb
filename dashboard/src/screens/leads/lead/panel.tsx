import { Paper, Stack, Title } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'

/** One thing that is told of a lead, under its title. */
export function Panel({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactElement {
  return (
    <Paper component="section" aria-label={title} withBorder p="md" bg="var(--surface)">
      <Stack gap="sm">
        <Title order={2}>{title}</Title>
        {children}
      </Stack>
    </Paper>
  )
}
