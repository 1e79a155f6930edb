import { Button, Group, Stack, Text, Title } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import type { Setup } from '../../../api/index.ts'
import { useWords } from '../../../words/index.ts'
import { setupWords } from '../words.ts'

export interface StepProps {
  readonly setup: Setup
  readonly isDone: boolean
  readonly next: () => void
  /** Null: this is the first. */
  readonly back: (() => void) | null
  readonly goTo: (step: 'bot') => void
}

interface StepFrameProps extends Pick<StepProps, 'isDone' | 'back'> {
  readonly title: string
  readonly lead: string
  /** Null: this is the last. */
  readonly next: (() => void) | null
  readonly children: ReactNode
}

/** What all steps have: what this is about, and the way on and back. */
export function StepFrame({ title, lead, isDone, next, back, children }: StepFrameProps): ReactElement {
  const t = useWords(setupWords)
  return (
    <Stack gap="lg">
      <Stack gap={4}>
        <Title order={2} id="step-title">
          {title}
        </Title>
        <Text c="dimmed">{lead}</Text>
      </Stack>
      {children}
      <Group justify="space-between" mt="xs">
        {back === null ? (
          <span />
        ) : (
          <Button variant="subtle" color="gray" onClick={back}>
            {t('back')}
          </Button>
        )}
        {next !== null && (
          <Button variant={isDone ? 'filled' : 'default'} onClick={next}>
            {t(isDone ? 'next' : 'skip')}
          </Button>
        )}
      </Group>
    </Stack>
  )
}
