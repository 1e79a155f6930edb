import { Button, Drawer, Group, Stack, Text, Title, Tooltip } from '@mantine/core'
import { useDisclosure, useDocumentTitle, useMediaQuery } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { Bookmark, Pencil, RotateCcw, UserPlus } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { useMay } from '../../session/index.ts'
import { ErrorState, LoadingState, useNotifyFailure } from '../../shared/index.ts'
import { useWords } from '../../words/index.ts'
import { ChatPane } from './chat-pane.tsx'
import { Comparison } from './comparison.tsx'
import { toExchanges } from './dialogue.ts'
import { Explanation } from './explanation.tsx'
import classes from './playground.module.css'
import { RehearsalPanel } from './rehearsal/rehearsal-panel.tsx'
import { useRehearsals } from './rehearsal/use-rehearsals.ts'
import { SavedPanel } from './saved/saved-panel.tsx'
import { useSavedDialogues } from './saved/use-saved-dialogues.ts'
import { useTestChat } from './use-test-chat.ts'
import { playgroundWords } from './words.ts'

/** Talking to the agent as a client would, and seeing why it answers as it does. */
export function PlaygroundScreen(): ReactElement {
  const t = useWords(playgroundWords)
  useDocumentTitle(t('title'))
  const chat = useTestChat()
  const dialogues = useSavedDialogues()
  const rehearsals = useRehearsals(chat)
  const notify = useNotifyFailure()
  const mayEdit = useMay('admin')
  const isWide = useMediaQuery('(min-width: 62em)', undefined, { getInitialValueInEffect: false }) ?? true
  const [chosen, setChosen] = useState<number | null>(null)
  const [isOpen, { open, close }] = useDisclosure(false)
  const answer = chat.answers.find(({ message_id }) => message_id === chosen) ?? chat.answers.at(-1) ?? null
  const exchanges = toExchanges(chat.messages)
  const questions = exchanges.length
  const isReplaying = chat.replayed !== null || rehearsals.running !== null
  if (chat.error !== null) return <ErrorState error={chat.error} retry={chat.refetch} />
  return (
    <div className={classes.screen}>
      <Group className={classes.head} justify="space-between" gap="sm">
        <Stack gap={0} flex="1 1 320px">
          <Title order={1}>{t('title')}</Title>
          <Text c="dimmed" size="sm">
            {t('lead')}
          </Text>
        </Stack>
        <Group gap="xs">
          <Button
            variant="default"
            leftSection={<UserPlus size={16} aria-hidden />}
            onClick={() => void chat.begin().catch(notify)}
            disabled={isReplaying}
          >
            {t('fresh')}
          </Button>
          <Tooltip label={t('replayHelp')} multiline w={260}>
            <Button
              variant="default"
              leftSection={<RotateCcw size={16} aria-hidden />}
              onClick={() => void chat.replay().catch(notify)}
              disabled={questions === 0 || isReplaying}
            >
              {t('replay')}
            </Button>
          </Tooltip>
          <Tooltip label={t('saveHelp')} multiline w={260}>
            <Button
              variant="default"
              leftSection={<Bookmark size={16} aria-hidden />}
              onClick={() => dialogues.save(exchanges)}
              disabled={questions === 0 || isReplaying || chat.isTyping}
            >
              {t('saveDialogue')}
            </Button>
          </Tooltip>
          {mayEdit && (
            <Button
              component={Link}
              to="/settings/playbook"
              variant="default"
              leftSection={<Pencil size={16} aria-hidden />}
            >
              {t('editWords')}
            </Button>
          )}
        </Group>
      </Group>
      <div className={classes.panes}>
        {chat.isLoading ? (
          <LoadingState />
        ) : (
          <ChatPane
            chat={chat}
            isLocked={isReplaying}
            chosen={answer?.message_id ?? null}
            choose={id => {
              setChosen(id)
              if (!isWide) open()
            }}
          />
        )}
        {isWide && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also while everything in it is disabled
          <aside className={classes.side} aria-label={t('why')} tabIndex={0}>
            <Stack gap="lg">
              {chat.former !== null && <Comparison before={chat.former} after={toExchanges(chat.messages)} />}
              <Explanation answer={answer} />
              <SavedPanel dialogues={dialogues} />
              <RehearsalPanel rehearsals={rehearsals} isBusy={chat.replayed !== null || dialogues.running !== null} />
            </Stack>
          </aside>
        )}
      </div>
      {!isWide && (
        <Drawer opened={isOpen} onClose={close} title={t('why')} position="bottom" size="80%">
          <Stack gap="lg">
            {chat.former !== null && <Comparison before={chat.former} after={toExchanges(chat.messages)} />}
            <Explanation answer={answer} />
            <SavedPanel dialogues={dialogues} />
            <RehearsalPanel rehearsals={rehearsals} isBusy={chat.replayed !== null || dialogues.running !== null} />
          </Stack>
        </Drawer>
      )}
    </div>
  )
}
