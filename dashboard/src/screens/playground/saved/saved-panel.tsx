import { ActionIcon, Badge, Button, Group, Paper, Stack, Text, Title, UnstyledButton } from '@mantine/core'
import { Play, Trash2 } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { useNotifyFailure } from '../../../shared/index.ts'
import { useWords } from '../../../words/index.ts'
import { Comparison } from '../comparison.tsx'
import type { Exchange } from '../dialogue.ts'
import { playgroundWords } from '../words.ts'
import { countChanged, type SavedDialogue } from './saved-dialogues.ts'
import type { SavedDialogues } from './use-saved-dialogues.ts'

/** The saved dialogues, and which of them end otherwise now. */
export function SavedPanel({ dialogues }: { readonly dialogues: SavedDialogues }): ReactElement | null {
  const t = useWords(playgroundWords)
  const notify = useNotifyFailure()
  const { saved, outcomes, running } = dialogues
  if (saved.length === 0) return null
  return (
    <Stack gap="sm" component="section" aria-label={t('savedTitle')}>
      <Group justify="space-between">
        <Title order={2}>{t('savedTitle')}</Title>
        <Button
          size="compact-md"
          variant="default"
          leftSection={<Play size={14} aria-hidden />}
          loading={running !== null}
          onClick={() => void dialogues.runAll().catch(notify)}
        >
          {t('runAll')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        {t('savedLead')}
      </Text>
      {saved.map(dialogue => (
        <SavedRow
          key={dialogue.id}
          dialogue={dialogue}
          outcome={outcomes.get(dialogue.id) ?? null}
          isRunning={dialogue.id === running}
          onRemove={() => dialogues.remove(dialogue.id)}
        />
      ))}
    </Stack>
  )
}

interface SavedRowProps {
  readonly dialogue: SavedDialogue
  /** Null: it was not held again. */
  readonly outcome: readonly Exchange[] | null
  readonly isRunning: boolean
  readonly onRemove: () => void
}

function SavedRow({ dialogue: { exchanges }, outcome, isRunning, onRemove }: SavedRowProps): ReactElement {
  const t = useWords(playgroundWords)
  const [isOpen, setOpen] = useState(false)
  const title = exchanges[0]?.question ?? ''
  const changed = outcome === null ? 0 : countChanged(exchanges, outcome)
  return (
    <Paper withBorder p="sm" radius="md">
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <UnstyledButton flex={1} miw={0} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <Text size="sm" fw={600} truncate>
            {title}
          </Text>
          <Text size="xs" c="dimmed">
            {isRunning ? t('runningNow') : t('questions', { count: exchanges.length })}
          </Text>
        </UnstyledButton>
        {outcome !== null && (
          <Badge
            variant="light"
            c="var(--mantine-color-text)"
            fw={500}
            color={changed === 0 ? 'gray' : 'indigo'}
            flex="none"
            tt="none"
          >
            {changed === 0 ? t('same') : t('changedCount', { count: changed })}
          </Badge>
        )}
        <ActionIcon variant="subtle" color="gray" aria-label={t('removeSaved', { title })} onClick={onRemove}>
          <Trash2 size={16} aria-hidden />
        </ActionIcon>
      </Group>
      {isOpen && outcome !== null && <Comparison before={exchanges} after={outcome} />}
    </Paper>
  )
}
