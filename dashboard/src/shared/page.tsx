import { Box, Group, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactElement, ReactNode } from 'react'

export interface PageProps {
  readonly title: string
  /** One sentence under the title. */
  readonly lead?: string
  /** Buttons beside the title. */
  readonly actions?: ReactNode
  readonly children: ReactNode
  /** Pixels; 1120 unless said otherwise. */
  readonly width?: number
}

/** A screen that scrolls as a whole: title, what can be done, content. The inbox, which scrolls in parts, is none. */
export function Page({ title, lead, actions, children, width = 1120 }: PageProps): ReactElement {
  useDocumentTitle(title)
  return (
    <Box h="100%" style={{ overflowY: 'auto' }} tabIndex={-1}>
      <Stack maw={width} mx="auto" px={{ base: 'md', sm: 'xl' }} py={{ base: 'md', sm: 'xl' }} gap="lg">
        <Group justify="space-between" align="flex-start" gap="md">
          <Stack gap={4}>
            <Title order={1}>{title}</Title>
            {lead !== undefined && <Text c="dimmed">{lead}</Text>}
          </Stack>
          {actions !== undefined && <Group gap="xs">{actions}</Group>}
        </Group>
        {children}
      </Stack>
    </Box>
  )
}
