import { Stack, Text, Title } from '@mantine/core'
import type { ReactElement } from 'react'
import { type Say, useWords } from '../../../../words/index.ts'
import { type SettingField, SettingsForm } from '../options/settings-form.tsx'
import { limitWords } from './words.ts'

/** How much may be written, by one client and by all together, and how much of the model one person may have. */
export function LimitForms(): ReactElement {
  const t = useWords(limitWords)
  const forms = [
    { title: t('ofOne'), help: t('ofOneHelp'), fields: listFieldsOfOne(t) },
    { title: t('ofModel'), help: t('ofModelHelp'), fields: listFieldsOfModel(t) },
    { title: t('ofAll'), help: t('ofAllHelp'), fields: listFieldsOfAll(t) },
  ]
  return (
    <>
      {forms.map(({ title, help, fields }) => (
        <Stack key={title} gap="md">
          <Stack gap={4}>
            <Title order={3}>{title}</Title>
            <Text size="sm" c="dimmed">
              {help}
            </Text>
          </Stack>
          <SettingsForm title={title} fields={fields} />
        </Stack>
      ))}
    </>
  )
}

type Words = Say<keyof (typeof limitWords)['en']>

function listFieldsOfOne(t: Words): readonly SettingField[] {
  const key = (name: string): string => `rate_limiting.${name}`
  return [
    { key: key('enabled'), label: t('enabled'), kind: 'flag' },
    { key: key('messages_per_minute'), label: t('perMinute'), kind: 'number' },
    { key: key('messages_per_hour'), label: t('perHour'), kind: 'number' },
    { key: key('spam_detection.max_repeated_messages'), label: t('repeats'), kind: 'number' },
    { key: key('block_duration_minutes'), label: t('block'), help: t('blockHelp'), kind: 'number' },
    { key: key('min_interval_seconds'), label: t('interval'), help: t('intervalHelp'), kind: 'number' },
    { key: key('chat_type_limits.private'), label: t('private'), help: t('privateHelp'), kind: 'number' },
    { key: key('chat_type_limits.group'), label: t('group'), kind: 'number' },
    { key: key('chat_type_limits.channel'), label: t('channel'), kind: 'number' },
  ]
}

function listFieldsOfModel(t: Words): readonly SettingField[] {
  const budget = 'rate_limiting.stranger_budget'
  return [
    { key: `${budget}.answers_per_day`, label: t('answersPerDay'), help: t('noLimit'), kind: 'number' },
    { key: `${budget}.tokens_per_day`, label: t('tokensPerDay'), help: t('tokensHelp'), kind: 'number' },
  ]
}

function listFieldsOfAll(t: Words): readonly SettingField[] {
  const [ofAll, adaptive] = ['rate_limiting.global', 'rate_limiting.adaptive']
  return [
    { key: `${ofAll}.enabled`, label: t('globalEnabled'), kind: 'flag' },
    { key: `${ofAll}.messages_per_minute`, label: t('perMinute'), kind: 'number' },
    { key: `${ofAll}.messages_per_hour`, label: t('perHour'), kind: 'number' },
    { key: `${adaptive}.enabled`, label: t('adaptive'), kind: 'flag' },
    { key: `${adaptive}.reduction_on_floodwait_percent`, label: t('reduction'), kind: 'number' },
    { key: `${adaptive}.recovery_period_minutes`, label: t('recoveryMinutes'), kind: 'number' },
    { key: `${adaptive}.recovery_increment_percent`, label: t('recoveryPercent'), kind: 'number' },
  ]
}
