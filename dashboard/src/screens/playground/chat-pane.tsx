import { ActionIcon, Button, Group, Text, Textarea, VisuallyHidden } from '@mantine/core'
import { SendHorizontal } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, type ReactElement, useEffect, useRef, useState } from 'react'
import { EmptyState, useNotifyFailure } from '../../shared/index.ts'
import { useWords } from '../../words/index.ts'
import type { ChatMessage } from './dialogue.ts'
import classes from './playground.module.css'
import type { TestChat } from './use-test-chat.ts'
import { playgroundWords } from './words.ts'

interface ChatPaneProps {
  readonly chat: TestChat
  /** A dialogue is being played: nobody else writes meanwhile. */
  readonly isLocked: boolean
  /** The message whose explanation is shown. */
  readonly chosen: number | null
  readonly choose: (messageId: number) => void
}

export function ChatPane({ chat, isLocked, chosen, choose }: ChatPaneProps): ReactElement {
  const t = useWords(playgroundWords)
  const end = useRef<HTMLDivElement>(null)
  const { messages, isTyping, replayed, former } = chat
  // biome-ignore lint/correctness/useExhaustiveDependencies: what has come is scrolled into view
  useEffect(() => {
    // In braces: newer browsers return a promise, which React would call as the clean-up of the effect.
    end.current?.scrollIntoView({ block: 'end' })
  }, [messages.length, isTyping])
  return (
    <section className={classes.chat} aria-label={t('chat')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={classes.messages} role="log" aria-label={t('chat')} tabIndex={0}>
        {messages.length === 0 && replayed === null && <EmptyState title={t('emptyTitle')} text={t('emptyText')} />}
        {messages.map(message => (
          <Bubble
            key={message.id}
            message={message}
            isChosen={message.id === chosen}
            isLast={message === messages.at(-1)}
            chat={chat}
            choose={choose}
          />
        ))}
        {isTyping && (
          <Text size="sm" c="dimmed">
            {t('typing')}
          </Text>
        )}
        {replayed !== null && (
          <Text size="sm" c="dimmed" role="status">
            {t('replaying', { done: replayed, count: former?.length ?? 0 })}
          </Text>
        )}
        <div ref={end} />
      </div>
      <Composer chat={chat} isLocked={isLocked} />
    </section>
  )
}

interface BubbleProps extends Pick<ChatPaneProps, 'chat' | 'choose'> {
  readonly message: ChatMessage
  readonly isChosen: boolean
  readonly isLast: boolean
}

function Bubble({ message, isChosen, isLast, chat, choose }: BubbleProps): ReactElement {
  const t = useWords(playgroundWords)
  const notify = useNotifyFailure()
  const isClient = message.role === 'user'
  const side = isClient ? classes.client : classes.agent
  return (
    <>
      <div className={`${classes.bubble} ${side} ${isChosen ? classes.chosen : ''}`}>
        <VisuallyHidden>{t(isClient ? 'you' : 'agent')}: </VisuallyHidden>
        {message.text}
        {!isClient && (
          <Group justify="flex-end" mt={4}>
            <Button
              size="compact-xs"
              variant={isChosen ? 'light' : 'subtle'}
              aria-pressed={isChosen}
              onClick={() => choose(message.id)}
            >
              {t('showWhy')}
            </Button>
          </Group>
        )}
      </div>
      {isLast && message.buttons.length > 0 && (
        <Group gap="xs">
          {message.buttons.flat().map(({ text, data }) => (
            <Button
              key={data}
              size="compact-md"
              variant="default"
              onClick={() => void chat.send(text, { data, message_id: message.id }).catch(notify)}
            >
              {text}
            </Button>
          ))}
        </Group>
      )}
    </>
  )
}

function Composer({ chat, isLocked }: Pick<ChatPaneProps, 'chat' | 'isLocked'>): ReactElement {
  const t = useWords(playgroundWords)
  const notify = useNotifyFailure()
  const [text, setText] = useState('')
  const send = (event: FormEvent | KeyboardEvent): void => {
    event.preventDefault()
    const said = text.trim()
    if (said === '' || isLocked) return
    setText('')
    chat.send(said).catch(error => {
      // What could not be sent is not lost.
      setText(said)
      notify(error as Error)
    })
  }
  return (
    <form className={classes.composer} onSubmit={send}>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <Textarea
          flex={1}
          autosize
          maxRows={6}
          maxLength={8000}
          aria-label={t('placeholder')}
          placeholder={t('placeholder')}
          value={text}
          onChange={event => setText(event.currentTarget.value)}
          onKeyDown={event => event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing && send(event)}
        />
        <ActionIcon
          type="submit"
          variant="filled"
          color="indigo"
          size={36}
          aria-label={t('send')}
          disabled={text.trim() === '' || isLocked}
        >
          <SendHorizontal size={18} aria-hidden />
        </ActionIcon>
      </Group>
    </form>
  )
}
