import { Button, Loader } from '@mantine/core'
import { ArrowDown } from 'lucide-react'
import { lazy, type ReactElement, type RefObject, Suspense, useCallback, useEffect, useMemo } from 'react'
import type { Dialogue } from '../../../api/index.ts'
import { useMay } from '../../../session/index.ts'
import { ErrorState, LoadingState } from '../../../shared/index.ts'
import { useFormat, useWords } from '../../../words/index.ts'
import { noteSeen } from '../list/use-seen.ts'
import { inboxWords } from '../words.ts'
import { Composer } from './composer/composer.tsx'
import { MessageBubble } from './messages/message-bubble.tsx'
import { type ThreadItem, toThreadItems } from './messages/thread-items.ts'
import classes from './thread.module.css'
import { BackToList, ThreadHeader } from './thread-header.tsx'
import { useDialogue, useWatchDeliveries } from './use-dialogue.ts'
import { useScroll } from './use-scroll.ts'
import { useStopAnswer } from './use-stop-answer.ts'

const DraftCard = lazy(async () => ({ default: (await import('./composer/draft-card.tsx')).DraftCard }))

export interface ThreadProps {
  readonly id: number
  readonly isPhone: boolean
  readonly isPanelOpen: boolean
  readonly togglePanel: () => void
  /** A message that the side panel points at. */
  readonly markedId: number | null
  readonly field: RefObject<HTMLTextAreaElement | null>
}

/** One conversation: its head, its messages, and where to write. */
export function Thread({ id, field, ...panel }: ThreadProps): ReactElement {
  const dialogue = useDialogue(id)
  useWatchDeliveries(id, dialogue)
  const { conversation } = dialogue
  useEffect(() => {
    if (conversation !== undefined && document.visibilityState === 'visible') noteSeen(conversation)
  }, [conversation])
  if (conversation === undefined) {
    return (
      <>
        {panel.isPhone && <BackToList />}
        {dialogue.isError ? (
          <ErrorState error={dialogue.error} retry={() => void dialogue.refetch()} />
        ) : (
          <LoadingState />
        )}
      </>
    )
  }
  return (
    <section className={classes.pane} aria-label={conversation.contact.name ?? undefined}>
      <ThreadHeader
        conversation={conversation}
        hasBackLink={panel.isPhone}
        isPanelOpen={panel.isPanelOpen}
        togglePanel={panel.togglePanel}
      />
      <Messages dialogue={dialogue} conversation={conversation} markedId={panel.markedId} />
      <footer className={classes.foot}>
        <div className={classes.footInner}>
          <Suspense>
            {conversation.draft !== null && (
              <DraftCard key={conversation.draft.id} conversationId={id} draft={conversation.draft} />
            )}
          </Suspense>
          <Composer conversation={conversation} field={field} />
        </div>
      </footer>
    </section>
  )
}

interface MessagesProps {
  readonly dialogue: ReturnType<typeof useDialogue>
  readonly conversation: Dialogue
  readonly markedId: number | null
}

function Messages({ dialogue, conversation, markedId }: MessagesProps): ReactElement {
  const t = useWords(inboxWords)
  const { messages, hasNextPage, isFetchingNextPage, fetchNextPage } = dialogue
  const items = useMemo(() => toThreadItems(messages), [messages])
  const readOlder = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const newest = messages.at(-1)
  const newestKey = `${newest?.id}:${newest?.text.length}:${conversation.ai_is_answering}`
  const { scroller, onScroll, isAtEnd, toEnd } = useScroll(newestKey, messages[0]?.id ?? 0, readOlder)
  useEffect(() => {
    if (markedId !== null) document.getElementById(`message-${markedId}`)?.scrollIntoView({ block: 'center' })
  }, [markedId])
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      onScroll={onScroll}
      role="log"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard.
      tabIndex={0}
      aria-label={t('thread')}
    >
      <ol className={classes.messages}>
        <li className={classes.spring} aria-hidden />
        <li className={classes.edge}>
          {isFetchingNextPage ? (
            <Loader size="xs" color="gray" aria-label={t('older')} />
          ) : (
            !hasNextPage && t('beginning')
          )}
        </li>
        {items.map(item => (
          <Item key={item.key} conversationId={conversation.id} item={item} markedId={markedId} />
        ))}
        {conversation.ai_is_answering && <WritingLine id={conversation.id} />}
      </ol>
      {!isAtEnd && (
        <div className={classes.newest}>
          <Button
            size="xs"
            radius="xl"
            variant="default"
            leftSection={<ArrowDown size={14} aria-hidden />}
            onClick={toEnd}
          >
            {t('newMessages')}
          </Button>
        </div>
      )}
    </div>
  )
}

interface ItemProps {
  readonly conversationId: number
  readonly item: ThreadItem
  readonly markedId: number | null
}

function Item({ conversationId, item, markedId }: ItemProps): ReactElement {
  if (item.kind === 'day') return <Day instant={item.instant} />
  const { message, isContinued } = item
  return (
    <MessageBubble
      conversationId={conversationId}
      message={message}
      isContinued={isContinued}
      isMarked={message.id === markedId}
    />
  )
}

function Day({ instant }: { readonly instant: string }): ReactElement {
  const t = useWords(inboxWords)
  const { day } = useFormat()
  const age = Math.round((startOfDay(new Date()) - startOfDay(new Date(instant))) / 86_400_000)
  return <li className={classes.day}>{age === 0 ? t('today') : age === 1 ? t('yesterday') : day(instant)}</li>
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}

/** The AI is thinking; whoever may write may stop it, and the chat stays with the AI. */
function WritingLine({ id }: { readonly id: number }): ReactElement {
  const t = useWords(inboxWords)
  const stopAnswer = useStopAnswer(id)
  const mayStop = useMay('operator')
  return (
    <li className={classes.writing}>
      <Loader type="dots" size="xs" color="gray" aria-hidden />
      <span role="status">{t('writing')}</span>
      {mayStop && (
        <Button
          size="compact-xs"
          variant="default"
          loading={stopAnswer.isPending}
          onClick={() => stopAnswer.mutate()}
          title={t('stopHint')}
        >
          {t('stop')}
        </Button>
      )}
    </li>
  )
}
