import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, type ReactElement, useState } from 'react'
import { call, getSettings, type SpeechServerCheck } from '../../../../api/index.ts'
import { Callout, useDescribeError } from '../../../../shared/index.ts'
import { useFormat, useWords } from '../../../../words/index.ts'
import { speechWords } from './words.ts'

interface ServerTrialProps {
  /** The setting that holds the address in use. */
  readonly setting: string
  readonly title: string
  readonly ask: (address: string) => Promise<SpeechServerCheck>
}

/** Asks a server whether it is there, before or after it is kept. */
export function ServerTrial({ setting, title, ask }: ServerTrialProps): ReactElement {
  const t = useWords(speechWords)
  const describe = useDescribeError()
  const format = useFormat()
  const [written, setWritten] = useState<string | null>(null)
  const settings = useQuery({ queryKey: ['settings'], queryFn: ({ signal }) => call(getSettings({ signal })) })
  const address = written ?? settings.data?.items.find(({ key }) => key === setting)?.value ?? ''
  const trial = useMutation({ mutationFn: ask })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    trial.mutate(address.trim())
  }
  return (
    <form onSubmit={submit} aria-label={`${t('tryIt')}: ${title}`}>
      <Stack gap="xs">
        <Group align="flex-end" gap="xs">
          <TextInput
            flex="1 1 240px"
            maw={360}
            label={t('tryAddress')}
            placeholder="http://localhost:8001"
            inputMode="url"
            value={address}
            onChange={event => {
              setWritten(event.currentTarget.value)
              trial.reset()
            }}
          />
          <Button type="submit" variant="default" loading={trial.isPending} disabled={address.trim() === ''}>
            {t('tryIt')}
          </Button>
        </Group>
        <div aria-live="polite">
          {trial.error !== null && <Callout tone="bad">{describe(trial.error)}</Callout>}
          {trial.data !== undefined && (
            <Callout tone={tones[trial.data.state]}>
              {t(trial.data.state, { ms: format.number(trial.data.latency_ms), code: trial.data.code ?? '' })}
            </Callout>
          )}
        </div>
      </Stack>
    </form>
  )
}

const tones = { ready: 'good', reachable: 'plain', failing: 'bad', unreachable: 'bad' } as const
