import { Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactElement, useState } from 'react'
import { call, type ModelServerCheck, postSettingsModelServerCheck } from '../api/index.ts'
import { Callout, useDescribeError } from '../shared/index.ts'
import { useFormat, useWords } from '../words/index.ts'
import { useChangeSettings } from './use-change-settings.ts'
import { settingsWords } from './words.ts'

export interface ModelServerFormProps {
  /** The address in use; null: none. */
  readonly address: string | null
  readonly onSaved?: () => void
}

/** Tries a model server out, shows how fast it is, and keeps it. */
export function ModelServerForm({ address, onSaved }: ModelServerFormProps): ReactElement {
  const t = useWords(settingsWords)
  const describe = useDescribeError()
  const [given, setGiven] = useState({ address: address ?? '', key: '', model: '' })
  const body = {
    base_url: withScheme(given.address),
    api_key: given.key.trim() || null,
    model: given.model.trim() || null,
  }
  const check = useMutation({ mutationFn: () => call(postSettingsModelServerCheck({ body })) })
  const save = useChangeSettings()
  const keep = (): void =>
    save.mutate(
      {
        'ai_server.base_url': body.base_url,
        ...(body.api_key !== null && { 'ai_server.api_key': body.api_key }),
        ...(body.model !== null && { 'ai_server.model': body.model }),
      },
      { onSuccess: () => onSaved?.() },
    )
  const change = (part: Partial<typeof given>): void => {
    setGiven({ ...given, ...part })
    check.reset()
    save.reset()
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    check.mutate()
  }
  return (
    <Stack gap="md">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput
            label={t('serverAddress')}
            description={t('serverHelp')}
            placeholder="http://localhost:8000"
            inputMode="url"
            value={given.address}
            onChange={event => change({ address: event.currentTarget.value })}
          />
          <Group grow align="flex-start" preventGrowOverflow={false}>
            <PasswordInput
              miw={200}
              label={t('serverKey')}
              autoComplete="off"
              value={given.key}
              onChange={event => change({ key: event.currentTarget.value })}
            />
            <TextInput
              miw={200}
              label={t('serverModel')}
              value={given.model}
              onChange={event => change({ model: event.currentTarget.value })}
            />
          </Group>
          <Group>
            <Button type="submit" variant="default" loading={check.isPending} disabled={given.address.trim() === ''}>
              {t('checkServer')}
            </Button>
          </Group>
        </Stack>
      </form>
      <div aria-live="polite">
        {check.error !== null && <Callout tone="bad">{describe(check.error)}</Callout>}
        {check.data !== undefined && <Verdict check={check.data} pick={model => change({ model })} />}
        {save.error !== null && (
          <Callout tone="bad" mt="sm" title={t('notSaved')}>
            {save.error.message === 'not back' ? t('notBack') : describe(save.error)}
          </Callout>
        )}
        {save.isPending && <Text c="dimmed">{t('startingAnew')}</Text>}
      </div>
      {check.data?.state === 'ready' && (
        <Group>
          <Button onClick={keep} loading={save.isPending}>
            {t('useServer')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}

function withScheme(address: string): string {
  const text = address.trim()
  return /^https?:\/\//i.test(text) ? text : `http://${text}`
}

interface VerdictProps {
  readonly check: ModelServerCheck
  readonly pick: (model: string) => void
}

function Verdict({ check, pick }: VerdictProps): ReactElement {
  const t = useWords(settingsWords)
  const format = useFormat()
  if (check.state === 'ready') {
    const speed = check.tokens_per_second
    const rate = speed === null ? '' : ` ${t('serverSpeed', { speed: format.number(speed) })}`
    return (
      <Callout tone="good" title={t('serverReady')}>
        <Text size="sm">
          {t('serverFacts', { model: check.model ?? '', latency: format.number(check.latency_ms ?? 0) })}
          {rate}
        </Text>
      </Callout>
    )
  }
  if (check.state === 'model-missing') {
    return (
      <Callout tone="bad" title={t('modelMissing', { model: check.model ?? '' })}>
        <Text size="sm">{t('modelsServed')}</Text>
        <Group gap="xs" mt="xs">
          {check.served.map(model => (
            <Button key={model} size="compact-sm" variant="default" onClick={() => pick(model)}>
              {model}
            </Button>
          ))}
        </Group>
      </Callout>
    )
  }
  const cure = check.code === 'http_401' || check.code === 'http_403' ? t('serverKeyWrong') : null
  const away = check.state === 'silent' ? t('serverSilent', { code: check.code ?? '' }) : null
  return (
    <Callout tone="bad" title={t('serverFailed')}>
      {cure ?? away ?? t('serverAway', { code: check.code ?? '' })}
    </Callout>
  )
}
