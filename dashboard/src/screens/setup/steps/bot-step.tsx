import { Anchor, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { type Bot, call, getBots } from '../../../api/index.ts'
import { BotForm } from '../../../settings/index.ts'
import { Callout } from '../../../shared/index.ts'
import { useWords } from '../../../words/index.ts'
import { setupWords } from '../words.ts'
import { StepFrame, type StepProps } from './step.tsx'

// A bot is taken up within two seconds of being added.
const lookEveryMs = 1_000

export function BotStep({ isDone, next, back }: StepProps): ReactElement {
  const t = useWords(setupWords)
  const bots = useQuery({
    queryKey: ['bots'],
    queryFn: ({ signal }) => call(getBots({ signal })),
    refetchInterval: query => (query.state.data?.items.some(isStarting) ? lookEveryMs : false),
  })
  const items = bots.data?.items ?? []
  const isListening = items.some(({ state }) => state === 'listening')
  return (
    <StepFrame title={t('bot')} lead={t('botLead')} isDone={isDone || isListening} next={next} back={back}>
      <Stack gap="sm" aria-live="polite">
        {items.map(bot => (
          <BotState key={bot.id} bot={bot} />
        ))}
      </Stack>
      <BotForm />
    </StepFrame>
  )
}

function BotState({ bot }: { readonly bot: Bot }): ReactElement {
  const t = useWords(setupWords)
  const name = bot.username ?? bot.bot_id
  if (isStarting(bot))
    return (
      <Callout tone="plain" title={`@${name}`}>
        {t('botStarting')}
      </Callout>
    )
  if (bot.state !== 'listening') {
    return (
      <Callout tone="bad" title={`@${name}`}>
        {t('botFails', { state: bot.state })}
      </Callout>
    )
  }
  return (
    <Callout tone="good" title={`@${name}`}>
      <Text size="sm">{t('botListens')}</Text>
      <Anchor href={`https://t.me/${name}`} target="_blank" rel="noreferrer" size="sm" underline="always">
        {t('openTelegram', { name })}
      </Anchor>
    </Callout>
  )
}

function isStarting({ enabled, state }: Bot): boolean {
  return enabled && (state === 'waiting' || state === 'starting')
}
