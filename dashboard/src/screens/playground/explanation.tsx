import { Accordion, Badge, Code, Group, List, Stack, Text, Title } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import type { ExplainedAnswer } from '../../api/index.ts'
import { useSayCode } from '../../sale/index.ts'
import { useFormat, useWords } from '../../words/index.ts'
import classes from './playground.module.css'
import { playgroundWords } from './words.ts'

/** Why an answer is as it is: stage, slots, passages, claims, prompt, cost. */
export function Explanation({ answer }: { readonly answer: ExplainedAnswer | null }): ReactElement {
  const t = useWords(playgroundWords)
  return (
    <Stack gap="md" component="section" aria-label={t('why')}>
      <Title order={2}>{t('why')}</Title>
      {answer === null ? <Text c="dimmed">{t('whyEmpty')}</Text> : <Reasons answer={answer} />}
    </Stack>
  )
}

function Reasons({ answer }: { readonly answer: ExplainedAnswer }): ReactElement {
  const t = useWords(playgroundWords)
  const say = useSayCode()
  const { stage, stage_before: before } = answer
  const isMove = stage !== before && before !== null && stage !== null
  const way = isMove ? t('stageMove', { before: say(before), after: say(stage) }) : stage === null ? null : say(stage)
  return (
    <Stack gap="md">
      <Group gap="lg" align="flex-start">
        <Fact label={t('stage')} value={way} />
        <Fact label={t('intent')} value={answer.intent} />
        <Fact label={t('fit')} value={answer.fit_score === null ? null : String(Math.round(answer.fit_score))} />
        <Fact label={t('reason')} value={answer.reason === null ? null : say(answer.reason)} />
      </Group>
      <Slots answer={answer} />
      <Claims answer={answer} />
      <Part title={t('actions')} isShown={answer.actions.length > 0}>
        <Text size="sm">{answer.actions.join(', ')}</Text>
      </Part>
      <Cost answer={answer} />
      <Sources answer={answer} />
    </Stack>
  )
}

function Fact({ label, value }: { readonly label: string; readonly value: string | null }): ReactElement {
  return (
    <Stack gap={0}>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text size="sm" fw={600}>
        {value ?? '—'}
      </Text>
    </Stack>
  )
}

interface PartProps {
  readonly title: string
  readonly isShown?: boolean
  readonly children: ReactNode
}

function Part({ title, isShown = true, children }: PartProps): ReactElement | null {
  if (!isShown) return null
  return (
    <Stack gap={4}>
      <Title order={3}>{title}</Title>
      {children}
    </Stack>
  )
}

function Slots({ answer: { slots } }: { readonly answer: ExplainedAnswer }): ReactElement {
  const t = useWords(playgroundWords)
  const format = useFormat()
  return (
    <Part title={t('slots')}>
      {slots.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('noSlots')}
        </Text>
      )}
      {slots.map(({ name, value, confidence, is_new: isNew }) => (
        <Group key={name} gap="xs" wrap="nowrap">
          <Text size="sm" c="dimmed">
            {name}
          </Text>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {value}
          </Text>
          {isNew && (
            <Badge size="sm" variant="light" tt="none">
              {t('isNew')}
            </Badge>
          )}
          <Text size="xs" c="dimmed" ml="auto">
            {t('sure', { share: format.percent(confidence) })}
          </Text>
        </Group>
      ))}
    </Part>
  )
}

function Claims({ answer: { backed, drafts } }: { readonly answer: ExplainedAnswer }): ReactElement {
  const t = useWords(playgroundWords)
  const refused = drafts.flatMap(({ unbacked }) => unbacked)
  return (
    <Part title={t('guard')}>
      {backed.length + refused.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('noClaims')}
        </Text>
      )}
      <List size="sm" spacing={4}>
        {backed.map(({ claim, source }) => (
          <List.Item key={`${claim} ${source}`}>
            {claim} <Text span c="dimmed" inherit>{`— ${t('backedBy', { source })}`}</Text>
          </List.Item>
        ))}
        {refused.map(({ claim, sentence }) => (
          <List.Item key={`${claim} ${sentence}`}>
            <s>{claim}</s> <Text span c="red.9" darkHidden inherit>{`— ${t('refused')}`}</Text>
            <Text span c="red.4" lightHidden inherit>{`— ${t('refused')}`}</Text>
          </List.Item>
        ))}
      </List>
    </Part>
  )
}

function Cost({ answer: { model, took_ms: tookMs } }: { readonly answer: ExplainedAnswer }): ReactElement {
  const t = useWords(playgroundWords)
  const format = useFormat()
  const write = (value: number | null): string => (value === null ? '?' : format.number(value))
  return (
    <Part title={t('cost')}>
      {model !== null && (
        <Text size="sm">
          {model.name}:{' '}
          {t('tokens', { prompt: write(model.prompt_tokens), completion: write(model.completion_tokens) })}
          {', '}
          {t('times', { first: write(model.first_token_ms), whole: write(model.took_ms) })}
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {t('turn', { ms: format.number(tookMs) })}
      </Text>
    </Part>
  )
}

function Sources({ answer: { passages, prompt } }: { readonly answer: ExplainedAnswer }): ReactElement {
  const t = useWords(playgroundWords)
  return (
    <Accordion variant="contained" order={3} multiple>
      <Accordion.Item value="passages">
        <Accordion.Control>
          {passages.length === 0 ? t('noPassages') : t('passages', { count: passages.length })}
        </Accordion.Control>
        <Accordion.Panel>
          <Stack gap="sm">
            {passages.map(({ source, text }) => (
              <Stack key={`${source} ${text}`} gap={2}>
                <Text size="xs" c="dimmed">
                  {source}
                </Text>
                <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                  {text}
                </Text>
              </Stack>
            ))}
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
      <Accordion.Item value="prompt">
        <Accordion.Control>{prompt.length === 0 ? t('noPrompt') : t('prompt')}</Accordion.Control>
        <Accordion.Panel>
          <Stack gap="sm">
            {prompt.map(({ role, content }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a prompt never change places
              <Stack key={index} gap={2}>
                <Text size="xs" c="dimmed">
                  {role}
                </Text>
                <Code block className={classes.prompt} tabIndex={0}>
                  {content}
                </Code>
              </Stack>
            ))}
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  )
}
