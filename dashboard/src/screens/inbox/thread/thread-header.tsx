import { ActionIcon, Avatar, Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, Bot, Hand, PanelRight } from 'lucide-react'
import type { ReactElement } from 'react'
import type { Conversation } from '../../../api/index.ts'
import { useMay } from '../../../session/index.ts'
import { useWords } from '../../../words/index.ts'
import { inboxWords } from '../words.ts'
import classes from './thread.module.css'
import { useToggleHandler } from './use-hand-over.ts'

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
  // On a phone it is the whole page.
  const Name = hasBackLink ? 'h1' : 'h2'
  const handle = contact.username === null ? contact.channel : `@${contact.username}`
  return (
    <header className={classes.head}>
      {hasBackLink && <BackToList />}
      <Avatar name={contact.name ?? undefined} color="initials" radius="xl" size={40} aria-hidden />
      <div className={classes.who}>
        <Name className={classes.name}>{name}</Name>
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

/** Where one conversation is the whole page: the way to the others. */
export function BackToList(): ReactElement {
  const t = useWords(inboxWords)
  return (
    <ActionIcon
      aria-label={t('backToList')}
      renderRoot={props => <Link to="/inbox/{-$id}" params={{ id: undefined }} {...props} />}
    >
      <ArrowLeft size={20} aria-hidden />
    </ActionIcon>
  )
}

function HandOverButton({
  conversation,
  isShort,
}: {
  readonly conversation: Conversation
  readonly isShort: boolean
}): ReactElement | null {
  const t = useWords(inboxWords)
  const { toggle, isPending, isSettling } = useToggleHandler(conversation)
  if (!useMay('operator')) return null
  const isAi = conversation.handler === 'ai'
  const word = t(isAi ? 'takeOver' : 'handBack')
  const Icon = isAi ? Hand : Bot
  if (isShort) {
    return (
      <ActionIcon
        variant={isAi ? 'filled' : 'default'}
        color="indigo"
        loading={isPending}
        onClick={toggle}
        aria-disabled={isSettling || undefined}
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
      loading={isPending}
      onClick={toggle}
      aria-disabled={isSettling || undefined}
    >
      {word}
    </Button>
  )
}
