import { Avatar, Button, Group, Paper, PasswordInput, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactElement, useEffect, useState } from 'react'
import { type BotCandidate, call, isProblem, postBots, postBotsCheck } from '../api/index.ts'
import { Callout, useDescribeError } from '../shared/index.ts'
import { useWords } from '../words/index.ts'
import { settingsWords } from './words.ts'

/** Asks for a token, shows whose it is, and adds the bot. */
export function BotForm({ onAdded }: { readonly onAdded?: () => void }): ReactElement {
  const t = useWords(settingsWords)
  const client = useQueryClient()
  const [token, setToken] = useState('')
  const check = useMutation({ mutationFn: (given: string) => call(postBotsCheck({ body: { token: given } })) })
  const add = useMutation({
    mutationFn: (given: string) => call(postBots({ body: { token: given } })),
    onSuccess: async () => {
      setToken('')
      check.reset()
      await Promise.all([['bots'], ['setup']].map(queryKey => client.invalidateQueries({ queryKey })))
      onAdded?.()
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    check.mutate(token.trim())
  }
  const failure = check.error ?? add.error
  return (
    <Stack gap="md">
      <form onSubmit={submit}>
        <Group align="flex-end" gap="xs">
          <PasswordInput
            flex="1 1 260px"
            label={t('token')}
            description={t('tokenHelp')}
            placeholder="1234567890:AA…"
            autoComplete="off"
            value={token}
            onChange={event => {
              setToken(event.currentTarget.value)
              check.reset()
              add.reset()
            }}
          />
          <Button type="submit" variant="default" loading={check.isPending} disabled={token.trim() === ''}>
            {t('checkToken')}
          </Button>
        </Group>
      </form>
      <div aria-live="polite">
        {failure !== null && <TokenFailure error={failure} />}
        {check.data !== undefined && add.error === null && (
          <Candidate bot={check.data} isAdding={add.isPending} add={() => add.mutate(token.trim())} />
        )}
      </div>
    </Stack>
  )
}

interface CandidateProps {
  readonly bot: BotCandidate
  readonly isAdding: boolean
  readonly add: () => void
}

function Candidate({ bot, isAdding, add }: CandidateProps): ReactElement {
  const t = useWords(settingsWords)
  const picture = usePicture(bot.picture)
  return (
    <Paper withBorder p="md" radius="md">
      <Group gap="md">
        <Avatar src={picture} alt="" size={48} radius="xl" color="indigo">
          {bot.name.slice(0, 1).toUpperCase()}
        </Avatar>
        <Stack gap={0} flex="1 1 160px">
          <Text fw={600}>{bot.name}</Text>
          <Text c="dimmed" size="sm">
            @{bot.username}
          </Text>
        </Stack>
        {bot.known ? (
          <Text size="sm">{t('botKnown')}</Text>
        ) : (
          <Button onClick={add} loading={isAdding}>
            {t('addBot')}
          </Button>
        )}
      </Group>
    </Paper>
  )
}

function TokenFailure({ error }: { readonly error: Error }): ReactElement {
  const t = useWords(settingsWords)
  const describe = useDescribeError()
  const code = isProblem(error) ? error.code : ''
  const isShape = isProblem(error) && (error.errors ?? []).some(({ detail }) => detail.includes('shaped'))
  const said = code === 'bot.telegram_unreachable' ? t('telegramAway') : null
  const refused = code === 'bot.token_refused' ? t(isShape ? 'tokenShape' : 'tokenRefused') : null
  return (
    <Callout tone="bad" title={t('tokenFailed')}>
      {said ?? refused ?? describe(error)}
    </Callout>
  )
}

/** The address of a picture that came within an answer: the policy of the page knows no data: addresses. */
function usePicture(base64: string | null): string | null {
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    if (base64 === null) return setAddress(null)
    const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
    const made = URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }))
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [base64])
  return address
}
