import { Group, SegmentedControl, Switch, Text, TextInput } from '@mantine/core'
import type { ReactElement } from 'react'
import { useWords } from '../../../words/index.ts'
import { analyticsWords } from '../words.ts'
import type { PeriodChoice } from './period.ts'

interface Props {
  readonly choice: PeriodChoice
  /** First and last day of what is chosen. */
  readonly days: { readonly from: string; readonly to: string }
  readonly onChange: (choice: PeriodChoice) => void
}

export function PeriodBar({ choice, days, onChange }: Props): ReactElement {
  const t = useWords(analyticsWords)
  const { isCompared } = choice
  const choose = (value: string): void => {
    const length = ([7, 30, 90] as const).find(each => String(each) === value)
    onChange(length === undefined ? { days: null, ...days, isCompared } : { days: length, isCompared })
  }
  const isWrong = days.from > days.to
  return (
    <Group gap="md" align="flex-end">
      <SegmentedControl
        aria-label={t('period')}
        value={choice.days === null ? 'own' : String(choice.days)}
        onChange={choose}
        data={[
          { value: '7', label: t('last7') },
          { value: '30', label: t('last30') },
          { value: '90', label: t('last90') },
          { value: 'own', label: t('own') },
        ]}
      />
      {choice.days === null && (
        <Group gap="xs" align="flex-start">
          <TextInput
            type="date"
            label={t('from')}
            value={days.from}
            error={isWrong ? t('badPeriod') : null}
            onChange={event => onChange({ ...choice, from: event.currentTarget.value, to: days.to })}
          />
          <TextInput
            type="date"
            label={t('to')}
            value={days.to}
            onChange={event => onChange({ ...choice, from: days.from, to: event.currentTarget.value })}
          />
        </Group>
      )}
      <Switch
        label={<Text size="sm">{t('compare')}</Text>}
        checked={isCompared}
        onChange={event => onChange({ ...choice, isCompared: event.currentTarget.checked })}
        mb={6}
      />
    </Group>
  )
}
