import { useDebouncedValue, useDocumentTitle, useMediaQuery } from '@mantine/hooks'
import { getRouteApi } from '@tanstack/react-router'
import { MessagesSquare } from 'lucide-react'
import { lazy, type ReactElement, Suspense, useEffect, useRef, useState } from 'react'
import { LoadingState, Notice } from '../../shared/index.ts'
import { useWords } from '../../words/index.ts'
import classes from './inbox.module.css'
import { ListPane } from './list/list-pane.tsx'
import { useConversationList } from './list/use-conversation-list.ts'
import type { View } from './list/views.ts'
import { useLiveConversations } from './live/use-live-conversations.ts'
import { useInboxKeys } from './use-inbox-keys.ts'
import { inboxWords } from './words.ts'

const route = getRouteApi('/inbox/{-$id}')
const searchAfterMs = 200
// What is opened later is not in the first load.
const loadConversation = async () => ({ default: (await import('./open-conversation.tsx')).OpenConversation })
const OpenConversation = lazy(loadConversation)
const KeysHelp = lazy(async () => ({ default: (await import('./keys-help.tsx')).KeysHelp }))

/** Conversations on the left, the open one on the right; on a phone one of the two. */
export function InboxScreen(): ReactElement {
  const t = useWords(inboxWords)
  useDocumentTitle(t('title'))
  const openId = parseId(route.useParams().id)
  const navigate = route.useNavigate()
  const isPhone = useMediaQuery('(max-width: 47.99em)', undefined, { getInitialValueInEffect: false }) ?? false
  const [view, setView] = useState<View>('all')
  const [text, setText] = useState('')
  const [searched] = useDebouncedValue(text.trim(), searchAfterMs)
  const [isHelpOpen, setHelpOpen] = useState(false)
  const searchField = useRef<HTMLInputElement>(null)
  const list = useConversationList(view, searched)
  // Not before the list is there, which is wanted first. What fails here is loaded again when a conversation is opened.
  const hasList = list.isSuccess
  useEffect(() => {
    if (hasList) void loadConversation().catch(() => undefined)
  }, [hasList])
  useLiveConversations(openId)
  const handOverKey = useRef<(() => void) | null>(null)
  const replyField = useRef<HTMLTextAreaElement>(null)
  useInboxKeys({
    step: by => {
      const ids = list.entries.flatMap(entry => (entry.kind === 'conversation' ? [entry.conversation.id] : []))
      const next = ids[openId === null ? 0 : Math.max(0, ids.indexOf(openId) + by)]
      if (next !== undefined) void navigate({ params: { id: String(next) } })
    },
    reply: () => replyField.current?.focus(),
    handOver: () => handOverKey.current?.(),
    search: () => searchField.current?.focus(),
    help: () => setHelpOpen(true),
  })
  const listPane = (
    <ListPane
      list={list}
      openId={openId}
      view={view}
      text={text}
      choose={setView}
      search={setText}
      searchField={searchField}
    />
  )
  const thread =
    openId === null ? (
      <Notice icon={MessagesSquare} title={t('choose')} text={t('chooseText')} />
    ) : (
      <Suspense fallback={<LoadingState />}>
        <OpenConversation key={openId} id={openId} isPhone={isPhone} field={replyField} handOverKey={handOverKey} />
      </Suspense>
    )
  return (
    <>
      <Suspense>{isHelpOpen && <KeysHelp close={() => setHelpOpen(false)} />}</Suspense>
      {isPhone ? (
        <div className={classes.phone}>{openId === null ? listPane : thread}</div>
      ) : (
        <div className={classes.screen}>
          <div className={classes.list}>{listPane}</div>
          <div className={classes.part}>{thread}</div>
        </div>
      )}
    </>
  )
}

function parseId(text: string | undefined): number | null {
  return text !== undefined && /^[1-9]\d{0,15}$/.test(text) ? Number(text) : null
}
