import { Badge, Group, Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactElement } from 'react'
import { useWords } from '../../words/index.ts'
import type { Exchange } from './dialogue.ts'
import { playgroundWords } from './words.ts'

export interface ComparisonProps {
  readonly before: readonly Exchange[]
  readonly after: readonly Exchange[]
}

/** What the same questions were answered before a change, and after it. */
export function Comparison({ before, after }: ComparisonProps): ReactElement {
  const t = useWords(playgroundWords)
  return (
    <Stack gap="sm" component="section">
      <Title order={2}>{t('compare')}</Title>
      {before.map(({ question, answer }, index) => (
        <Pair
          // The same question may be asked twice.
          // biome-ignore lint/suspicious/noArrayIndexKey: exchanges have no other name and never change places
          key={index}
          question={question}
          before={answer}
          after={after[index]?.answer ?? null}
        />
      ))}
    </Stack>
  )
}

interface PairProps {
  readonly question: string
  readonly before: string
  /** Null: not asked yet. */
  readonly after: string | null
}

function Pair({ question, before, after }: PairProps): ReactElement {
  const t = useWords(playgroundWords)
  const isSame = before === after
  return (
    <Paper withBorder p="sm" radius="md">
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text fw={600} size="sm" lineClamp={2}>
          {question}
        </Text>
        {after !== null && (
          <Badge
            variant="light"
            c="var(--mantine-color-text)"
            fw={500}
            color={isSame ? 'gray' : 'indigo'}
            flex="none"
            tt="none"
          >
            {t(isSame ? 'same' : 'changed')}
          </Badge>
        )}
      </Group>
      {!isSame && <Said label={t('before')} text={before} />}
      {after !== null && <Said label={t('after')} text={after} />}
    </Paper>
  )
}

function Said({ label, text }: { readonly label: string; readonly text: string }): ReactElement {
  const t = useWords(playgroundWords)
  return (
    <Stack gap={0} mt="xs">
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {text === '' ? t('nothing') : text}
      </Text>
    </Stack>
  )
}
