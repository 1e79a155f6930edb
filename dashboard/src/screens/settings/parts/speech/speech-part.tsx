import { Stack, Text, Title } from '@mantine/core'
import type { ReactElement } from 'react'
import { call, postSettingsAsrServerCheck, postSettingsTtsServerCheck } from '../../../../api/index.ts'
import { useWords } from '../../../../words/index.ts'
import { type SettingField, SettingsForm } from '../options/settings-form.tsx'
import { PartFrame } from '../part.tsx'
import { ServerTrial } from './server-trial.tsx'
import { speechWords } from './words.ts'

/** The servers that hear and speak, each with a live test. */
export function SpeechPart(): ReactElement {
  const t = useWords(speechWords)
  const protocols = [
    { value: 'transcribe', label: t('protocolTranscribe') },
    { value: 'openai', label: t('protocolOpenai') },
  ]
  const hearing: readonly SettingField[] = [
    { key: 'asr_server.enabled', label: t('enabled'), kind: 'flag' },
    { key: 'asr_server.base_url', label: t('address'), kind: 'text' },
    { key: 'asr_server.protocol', label: t('protocol'), kind: protocols },
    { key: 'asr_server.api_key', label: t('key'), kind: 'secret' },
    { key: 'asr_server.model', label: t('model'), kind: 'text' },
    { key: 'asr_server.max_minutes', label: t('maxMinutes'), kind: 'number' },
    { key: 'asr_server.timeout', label: t('timeout'), kind: 'number' },
  ]
  const speaking: readonly SettingField[] = [
    { key: 'tts_server.base_url', label: t('address'), kind: 'text' },
    { key: 'tts_server.api_key', label: t('key'), kind: 'secret' },
    { key: 'tts_server.model', label: t('model'), kind: 'text' },
    { key: 'tts_server.voice', label: t('voice'), kind: 'text' },
    { key: 'tts_server.speed', label: t('speed'), kind: 'number' },
  ]
  return (
    <PartFrame title={t('speech')} lead={t('speechLead')}>
      <Server title={t('hearing')} help={t('hearingHelp')} fields={hearing}>
        <ServerTrial
          setting="asr_server.base_url"
          title={t('hearing')}
          ask={base_url => call(postSettingsAsrServerCheck({ body: { base_url } }))}
        />
      </Server>
      <Server title={t('speaking')} help={t('speakingHelp')} fields={speaking}>
        <ServerTrial
          setting="tts_server.base_url"
          title={t('speaking')}
          ask={base_url => call(postSettingsTtsServerCheck({ body: { base_url } }))}
        />
      </Server>
    </PartFrame>
  )
}

interface ServerProps {
  readonly title: string
  readonly help: string
  readonly fields: readonly SettingField[]
  readonly children: ReactElement
}

function Server({ title, help, fields, children }: ServerProps): ReactElement {
  return (
    <Stack gap="md">
      <Stack gap={4}>
        <Title order={3}>{title}</Title>
        <Text size="sm" c="dimmed">
          {help}
        </Text>
      </Stack>
      {children}
      <SettingsForm title={title} fields={fields} />
    </Stack>
  )
}
