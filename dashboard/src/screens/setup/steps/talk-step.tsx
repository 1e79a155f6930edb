import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { call, getBots } from '../../../api/index.ts'
import { Callout } from '../../../shared/index.ts'
import { useWords } from '../../../words/index.ts'
import { setupWords } from '../words.ts'
import { StepFrame, type StepProps } from './step.tsx'

export function TalkStep({ isDone, back, goTo }: StepProps): ReactElement {
  const t = useWords(setupWords)
  const bots = useQuery({ queryKey: ['bots'], queryFn: ({ signal }) => call(getBots({ signal })) })
  const live = bots.data?.items.find(({ state }) => state === 'listening')
  return (
    <StepFrame title={t('talk')} lead={t('talkLead')} isDone={isDone} next={null} back={back}>
      <Group>
        <Button component={Link} to="/playground">
          {t('toPlayground')}
        </Button>
      </Group>
      {live === undefined ? (
        <Stack gap="xs">
          <Text c="dimmed">{t('noBotYet')}</Text>
          <Group>
            <Button variant="default" onClick={() => goTo('bot')}>
              {t('toBot')}
            </Button>
          </Group>
        </Stack>
      ) : (
        <Callout tone="good" title={t('goLive')}>
          <Stack gap="sm" align="flex-start">
            <Text size="sm">{t('goLiveText', { name: live.username ?? live.bot_id })}</Text>
            <Button component={Link} to="/inbox" variant="default" size="compact-md">
              {t('toInbox')}
            </Button>
          </Stack>
        </Callout>
      )}
    </StepFrame>
  )
}
