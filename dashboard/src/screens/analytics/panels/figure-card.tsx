import { Group, Paper, Text, UnstyledButton } from '@mantine/core'
import type { ReactElement } from 'react'
import { useFormat, useWords } from '../../../words/index.ts'
import { changeOf } from '../period/period.ts'
import type { Definition } from '../use-figures.ts'
import { useFormatValue } from '../use-format-value.ts'
import { analyticsWords } from '../words.ts'
import { DefinitionButton } from './definition-button.tsx'
import classes from './panels.module.css'

interface Props {
  readonly definition: Definition
  readonly value: number | null
  /** Undefined: nothing is compared. */
  readonly before: number | null | undefined
  readonly currency: string
  /** Opens what stands behind it. */
  readonly onOpen: () => void
}

export function FigureCard({ definition, value, before, currency, onOpen }: Props): ReactElement {
  const t = useWords(analyticsWords)
  const formatValue = useFormatValue(currency)
  const { title, meaning, unit } = definition
  const shown = formatValue(value, unit)
  return (
    <Paper withBorder p="md" bg="var(--surface)" className={classes.card}>
      <Group justify="space-between" wrap="nowrap" gap={4} align="flex-start">
        <Text size="sm" c="dimmed" className={classes.cardTitle}>
          {title}
        </Text>
        <DefinitionButton title={title} meaning={meaning} />
      </Group>
      <UnstyledButton className={classes.press} onClick={onOpen} title={t('behind', { title })}>
        <Value text={shown} />
      </UnstyledButton>
      {before !== undefined && <Change value={value} before={before} shownBefore={formatValue(before, unit)} />}
    </Paper>
  )
}

function Value({ text }: { readonly text: string | null }): ReactElement {
  const t = useWords(analyticsWords)
  return text === null ? (
    <Text c="dimmed" component="span" className={classes.value}>
      {t('noData')}
    </Text>
  ) : (
    <Text component="span" className={`${classes.value} ${classes.number}`}>
      {text}
    </Text>
  )
}

/** Said in words, with an arrow: no colour tells whether more is better. */
function Change({
  value,
  before,
  shownBefore,
}: {
  readonly value: number | null
  readonly before: number | null
  readonly shownBefore: string | null
}): ReactElement | null {
  const t = useWords(analyticsWords)
  const { percent } = useFormat()
  const change = changeOf(value, before)
  if (change === null)
    return (
      <Text size="xs" c="dimmed">
        {t('before', { value: shownBefore ?? t('noData') })}
      </Text>
    )
  const words = t(change > 0 ? 'changeUp' : 'changeDown', { change: percent(Math.abs(change)) })
  return (
    <Text size="xs" c="dimmed" title={t('before', { value: shownBefore ?? '' })}>
      {change === 0 ? t('same') : `${change > 0 ? '↑' : '↓'} ${words}`}
    </Text>
  )
}
