import { ActionIcon, Avatar, Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, Bot, Hand, PanelRight } from 'lucide-react'
import type { ReactElement } from 'react'
import type { Conversation } from '../../../api/index.ts'
import { useMay } from '../../../session/index.ts'
import { useWords } from '../../../words/index.ts'
import { inboxWords } from '../words.ts'
import classes from './thread.module.css'
import { useHandOver } from './use-hand-over.ts'

interface HeaderProps {
  readonly conversation: Conversation
  readonly hasBackLink: boolean
  readonly isPanelOpen: boolean
  readonly togglePanel: () => void
}

/** Whose chat it is, who answers there, and the button that changes it. */
export function ThreadHeader({ conversation, hasBackLink, isPanelOpen, togglePanel }: HeaderProps): ReactElement {
  const t = useWords(inboxWords)
  const { contact, handler } = conversation
  const name = contact.name ?? t('nobody')
  const handle = contact.username === null ? contact.channel : `@${contact.username}`
  return (
    <header className={classes.head}>
      {hasBackLink && (
        <ActionIcon
          aria-label={t('backToList')}
          renderRoot={props => <Link to="/inbox/{-$id}" params={{ id: undefined }} {...props} />}
        >
          <ArrowLeft size={20} aria-hidden />
        </ActionIcon>
      )}
      <Avatar name={name} color="initials" radius="xl" size={40} aria-hidden />
      <div className={classes.who}>
        <h2 className={classes.name}>{name}</h2>
        <div className={classes.state}>
          {handle} · {t(handler === 'human' ? 'ofHuman' : 'ofAi')}
        </div>
      </div>
      <HandOverButton conversation={conversation} isShort={hasBackLink} />
      <ActionIcon aria-label={t('details')} aria-pressed={isPanelOpen} onClick={togglePanel}>
        <PanelRight size={20} aria-hidden />
      </ActionIcon>
    </header>
  )
}

function HandOverButton({
  conversation: { id, handler },
  isShort,
}: {
  readonly conversation: Conversation
  readonly isShort: boolean
}): ReactElement | null {
  const t = useWords(inboxWords)
  const handOver = useHandOver(id)
  if (!useMay('operator')) return null
  const isAi = handler === 'ai'
  const word = t(isAi ? 'takeOver' : 'handBack')
  const act = (): void => handOver.mutate(isAi ? 'human' : 'ai')
  const Icon = isAi ? Hand : Bot
  if (isShort) {
    return (
      <ActionIcon
        variant={isAi ? 'filled' : 'default'}
        color="indigo"
        loading={handOver.isPending}
        onClick={act}
        aria-label={word}
      >
        <Icon size={20} aria-hidden />
      </ActionIcon>
    )
  }
  return (
    <Button
      variant={isAi ? 'filled' : 'default'}
      leftSection={<Icon size={16} aria-hidden />}
      loading={handOver.isPending}
      onClick={act}
    >
      {word}
    </Button>
  )
}
