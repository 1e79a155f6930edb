import { Group, Paper, Stack, Stepper, Text } from '@mantine/core'
import { useMediaQuery, useSessionStorage } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { BookOpen, Bot, BrainCircuit, MessageCircle, Store } from 'lucide-react'
import type { ReactElement } from 'react'
import type { Setup } from '../../api/index.ts'
import { setupQuery } from '../../settings/index.ts'
import { ErrorState, LoadingState, Page } from '../../shared/index.ts'
import { useWords } from '../../words/index.ts'
import { BotStep } from './steps/bot-step.tsx'
import { DocumentsStep } from './steps/documents-step.tsx'
import { ModelStep } from './steps/model-step.tsx'
import { SellStep } from './steps/sell-step.tsx'
import type { StepProps } from './steps/step.tsx'
import { TalkStep } from './steps/talk-step.tsx'
import { setupWords } from './words.ts'

const steps = [
  { name: 'sell', icon: Store, Step: SellStep },
  { name: 'bot', icon: Bot, Step: BotStep },
  { name: 'model', icon: BrainCircuit, Step: ModelStep },
  { name: 'documents', icon: BookOpen, Step: DocumentsStep },
  { name: 'talk', icon: MessageCircle, Step: TalkStep },
] as const

type StepName = (typeof steps)[number]['name']

/** Takes an owner to an agent that talks. Every step can be skipped and returned to; what is done is read from the platform. */
export function SetupScreen(): ReactElement {
  const t = useWords(setupWords)
  const setup = useQuery(setupQuery)
  return (
    <Page title={t('title')} lead={t('lead')} width={880}>
      {setup.data !== undefined ? (
        <Steps setup={setup.data} />
      ) : setup.error !== null ? (
        <ErrorState error={setup.error} retry={() => void setup.refetch()} />
      ) : (
        <LoadingState />
      )}
    </Page>
  )
}

function Steps({ setup }: { readonly setup: Setup }): ReactElement {
  const t = useWords(setupWords)
  const isDesk = useMediaQuery('(min-width: 48em)', undefined, { getInitialValueInEffect: false }) ?? true
  // A reload, also after the platform has started anew, comes back to the same step.
  const [at, setAt] = useSessionStorage({ key: 'setup-step', defaultValue: 0, getInitialValueInEffect: false })
  const go = (to: number): void => setAt(Math.max(0, Math.min(to, steps.length - 1)))
  const { Step, name } = steps[at] ?? steps[0]
  const props: StepProps = {
    setup,
    isDone: isDone(name, setup),
    next: () => go(at + 1),
    back: at === 0 ? null : () => go(at - 1),
    goTo: step => go(steps.findIndex(({ name: known }) => known === step)),
  }
  return (
    <Stack gap="lg">
      <Stepper active={at} onStepClick={go} size="sm" iconSize={36} aria-label={t('steps')} wrap={false}>
        {steps.map(({ name: known, icon: Icon }, index) => (
          <Stepper.Step
            key={known}
            label={isDesk ? t(known) : undefined}
            aria-label={`${t(known)}: ${t(isDone(known, setup) ? 'done' : 'open')}`}
            icon={<Icon size={18} aria-hidden />}
            completedIcon={isDone(known, setup) ? undefined : <Icon size={18} aria-hidden />}
            color={isDone(known, setup) ? 'teal.9' : undefined}
            {...(index === at && { 'aria-current': 'step' as const })}
          />
        ))}
      </Stepper>
      <Paper withBorder radius="lg" p={{ base: 'md', sm: 'xl' }} component="section" aria-labelledby="step-title">
        <Group mb="md" hiddenFrom="sm">
          <Text size="sm" c="dimmed">
            {at + 1} / {steps.length}
          </Text>
        </Group>
        <Step key={name} {...props} />
      </Paper>
    </Stack>
  )
}

function isDone(step: StepName, setup: Setup): boolean {
  switch (step) {
    case 'sell':
      return setup.playbook_written || setup.playbook !== 'general'
    case 'bot':
      return setup.bots_listening > 0
    case 'model':
      return setup.model_server !== null
    case 'documents':
      return setup.documents > 0
    case 'talk':
      return setup.has_answered
  }
}
