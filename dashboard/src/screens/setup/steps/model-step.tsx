import { Button, Divider, Group, Stack, Text } from '@mantine/core'
import type { ReactElement } from 'react'
import { ModelServerForm, useChangeSettings } from '../../../settings/index.ts'
import { Callout, useDescribeError } from '../../../shared/index.ts'
import { useWords } from '../../../words/index.ts'
import { setupWords } from '../words.ts'
import { StepFrame, type StepProps } from './step.tsx'

export function ModelStep({ setup, isDone, next, back }: StepProps): ReactElement {
  const t = useWords(setupWords)
  const describe = useDescribeError()
  const change = useChangeSettings()
  const address = setup.model_server
  const goWithout = (): void => {
    if (address === null) next()
    else change.mutate({ 'ai_server.base_url': '' }, { onSuccess: next })
  }
  return (
    <StepFrame title={t('model')} lead={t('modelLead')} isDone={isDone} next={next} back={back}>
      {address !== null && <Callout tone="good">{t('modelHave', { address })}</Callout>}
      <ModelServerForm key={address} address={address} />
      <Divider />
      <Stack gap="xs">
        <Text c="dimmed" size="sm">
          {t('modelNoneText')}
        </Text>
        <Group>
          <Button variant="default" onClick={goWithout} loading={change.isPending}>
            {t(address === null ? 'modelNone' : 'modelUnused')}
          </Button>
        </Group>
        {change.error !== null && <Callout tone="bad">{describe(change.error)}</Callout>}
      </Stack>
    </StepFrame>
  )
}
