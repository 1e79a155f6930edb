import { ActionIcon, Badge, Group, Loader, Paper, Stack, Text, Title, Tooltip } from '@mantine/core'
import { Play } from 'lucide-react'
import type { ReactElement } from 'react'
import type { RehearsalDialogue } from '../../../api/index.ts'
import { useNotifyFailure } from '../../../shared/index.ts'
import { useWords } from '../../../words/index.ts'
import type { RehearsalResult } from '../play-dialogue.ts'
import { playgroundWords } from '../words.ts'
import type { Rehearsals } from './use-rehearsals.ts'

interface RehearsalPanelProps {
  readonly rehearsals: Rehearsals
  /** Something else is written in the test chat just now. */
  readonly isBusy: boolean
}

/** The dialogues of `npm run eval`, each with its right end, and beside it what it came to here. */
export function RehearsalPanel({ rehearsals, isBusy }: RehearsalPanelProps): ReactElement | null {
  const t = useWords(playgroundWords)
  const notify = useNotifyFailure()
  const { dialogues, results, running } = rehearsals
  if (dialogues.length === 0) return null
  return (
    <Stack gap="sm" component="section" aria-label={t('evalTitle')}>
      <Title order={2}>{t('evalTitle')}</Title>
      <Text size="sm" c="dimmed">
        {t('evalLead')}
      </Text>
      {dialogues.map(dialogue => (
        <RehearsalRow
          key={dialogue.name}
          dialogue={dialogue}
          result={results.get(dialogue.name) ?? null}
          isRunning={dialogue.name === running}
          isLocked={isBusy || running !== null}
          onPlay={() => void rehearsals.play(dialogue.name).catch(notify)}
        />
      ))}
    </Stack>
  )
}

interface RehearsalRowProps {
  readonly dialogue: RehearsalDialogue
  /** Null: it was not played. */
  readonly result: RehearsalResult | null
  readonly isRunning: boolean
  readonly isLocked: boolean
  readonly onPlay: () => void
}

function RehearsalRow({ dialogue, result, isRunning, isLocked, onPlay }: RehearsalRowProps): ReactElement {
  const t = useWords(playgroundWords)
  const { name, opening, end, obstruction } = dialogue
  return (
    <Paper withBorder p="sm" radius="md" role="group" aria-label={name}>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Stack gap={0} flex={1} miw={0}>
          <Text size="sm" fw={600} truncate>
            {opening}
          </Text>
          <Text size="xs" c="dimmed">
            {name} · {t('evalEnd', { end: t(`end_${end}`) })}
          </Text>
          {obstruction !== null && (
            <Text size="xs" c="dimmed">
              {t(`obstruction_${obstruction}`)}
            </Text>
          )}
        </Stack>
        {result !== null && <EndBadge result={result} />}
        {isRunning ? (
          <Loader size="xs" color="gray" aria-label={t('runningNow')} />
        ) : (
          obstruction === null && (
            <Tooltip label={t('evalPlay')}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('evalPlayOne', { name })}
                disabled={isLocked}
                onClick={onPlay}
              >
                <Play size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          )
        )}
      </Group>
      {result !== null && <Findings result={result} />}
    </Paper>
  )
}

function EndBadge({ result }: { readonly result: RehearsalResult }): ReactElement {
  const t = useWords(playgroundWords)
  const { surprises, verdict } = result
  const isRight = surprises.length + verdict.faults.length + verdict.forbidden.length === 0
  return (
    <Badge
      variant="light"
      c="var(--mantine-color-text)"
      fw={500}
      color={isRight ? 'green' : 'red'}
      flex="none"
      tt="none"
    >
      {t(isRight ? 'evalRight' : 'evalWrong')}
    </Badge>
  )
}

function Findings({ result }: { readonly result: RehearsalResult }): ReactElement {
  const t = useWords(playgroundWords)
  const { slots, faults, forbidden } = result.verdict
  const wrong = [...result.surprises, ...faults, ...forbidden.map(text => t('evalForbidden', { text }))]
  return (
    <Stack gap={4} mt="xs">
      {wrong.map(what => (
        <Text key={what} size="xs">
          {what}
        </Text>
      ))}
      {slots.total > 0 && <Text size="xs">{t('evalSlots', { right: slots.right, total: slots.total })}</Text>}
      {slots.wrong.map(({ slot, expected, value }) => (
        <Text key={slot} size="xs" c="dimmed">
          {t('evalWrongSlot', { slot, expected: expected ?? '—', value: value ?? '—' })}
        </Text>
      ))}
    </Stack>
  )
}
