import { type InfiniteData, type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef } from 'react'
import {
  type Conversation,
  call,
  type Dialogue,
  type GetConversationsResponse,
  getConversationsById,
  isProblem,
} from '../../../api/index.ts'
import { useConnection, useLiveEvents } from '../../../live/index.ts'
import { placeConversation } from '../list/arrange.ts'
import { isIn, needsPerson } from '../list/views.ts'
import { type DialoguePages, mergeNewest } from '../thread/messages/merge-messages.ts'
import { createGatherer } from './create-gatherer.ts'
import { dialogueKey, type ListKey, listKey, waitingKey } from './keys.ts'

// The first event is looked at at once; those that follow it so closely are one change, and a busy minute is not a hundred requests.
// What somebody looks at shows the next one sooner: only its own events hold it up, and a chat has few of them.
const gatherMs = { open: 40, others: 150 }
const manyConversations = 12

/** Keeps the lists and the open thread as the gateway has them: whatever happens in a conversation, it is read once and put in place. */
export function useLiveConversations(openId: number | null): void {
  const queries = useQueryClient()
  const look = useEffectEvent((ids: readonly number[]) => void refresh(queries, ids, openId))
  const gather = useRef<Record<keyof typeof gatherMs, (id: number) => void> | null>(null)
  useEffect(() => {
    gather.current = {
      open: createGatherer(gatherMs.open, ids => look(ids)),
      others: createGatherer(gatherMs.others, ids => look(ids)),
    }
  }, [])
  useLiveEvents(({ data }) => {
    const id = data.conversation_id
    if (id !== null) gather.current?.[id === openId ? 'open' : 'others'](id)
  })
  useReadAnew(queries)
}

/** What could not be read while the server was away is read when it is back. */
function useReadAnew(queries: QueryClient): void {
  const connection = useConnection()
  const wasOffline = useRef(false)
  useEffect(() => {
    if (connection === 'online' && wasOffline.current) void queries.invalidateQueries({ queryKey: ['conversations'] })
    wasOffline.current = connection === 'offline'
  }, [connection, queries])
}

async function refresh(queries: QueryClient, ids: readonly number[], openId: number | null): Promise<void> {
  if (ids.length > manyConversations) {
    await queries.invalidateQueries({ queryKey: ['conversations'] })
    return
  }
  // A failure is no news: the notice of the connection says so, and the next event or a reload brings what was missed.
  await Promise.allSettled(ids.map(id => refreshConversation(queries, id, id === openId)))
}

/** Reads a conversation, with its newest messages when it is open, and puts both where they belong. */
export async function refreshConversation(queries: QueryClient, id: number, isOpen: boolean): Promise<void> {
  const isNewest = beginReading(id)
  const dialogue = await readConversation(id, isOpen)
  // One that was asked for later has answered already, and knows more.
  if (!isNewest()) return
  if (dialogue === null) {
    await queries.invalidateQueries({ queryKey: ['conversations'] })
    return
  }
  const {
    messages: _messages,
    next_before: _next,
    obstacle: _obstacle,
    writable_until: _until,
    draft: _draft,
    ...summary
  } = dialogue
  placeInLists(queries, summary)
  if (isOpen) queries.setQueryData<DialoguePages>(dialogueKey(id), known => mergeNewest(known, dialogue))
  else queries.removeQueries({ queryKey: dialogueKey(id), exact: true })
}

let readings = 0
const lastPlaced = new Map<number, number>()

/** Numbers a reading of a conversation; the answer tells, when it has come, whether no later one has been put in place before it. */
function beginReading(id: number): () => boolean {
  readings += 1
  const reading = readings
  return () => {
    if ((lastPlaced.get(id) ?? 0) > reading) return false
    lastPlaced.set(id, reading)
    return true
  }
}

async function readConversation(id: number, isOpen: boolean): Promise<Dialogue | null> {
  try {
    return await call(getConversationsById({ path: { id }, query: { limit: isOpen ? 50 : 1 } }))
  } catch (error) {
    // It was forgotten meanwhile.
    if (isProblem(error) && error.status === 404) return null
    throw error
  }
}

/** Puts what is known of a conversation now into every list that was loaded. */
export function placeInLists(queries: QueryClient, conversation: Conversation): void {
  placeAmongWaiting(queries, conversation)
  const lists = queries.getQueryCache().findAll({ queryKey: listKey, type: 'all' })
  for (const { queryKey } of lists) {
    // Keys that begin with listKey are made by `listKeyOf` alone.
    const [, , view, text] = queryKey as ListKey
    queries.setQueryData<InfiniteData<GetConversationsResponse, string | null>>(queryKey, known => {
      if (known === undefined) return known
      // Whether a search still finds it only the gateway can say: there it changes in place.
      const belongs = text === '' ? isIn(view, conversation) : holds(known, conversation.id)
      return { ...known, pages: placeConversation(known.pages, conversation, belongs) }
    })
  }
}

/** The short list of those who wait for a person is put in order where it is shown. */
function placeAmongWaiting(queries: QueryClient, conversation: Conversation): void {
  queries.setQueryData<GetConversationsResponse>(waitingKey, known => {
    if (known === undefined) return known
    const others = known.items.filter(({ id }) => id !== conversation.id)
    return { ...known, items: needsPerson(conversation) ? [...others, conversation] : others }
  })
}

function holds({ pages }: InfiniteData<GetConversationsResponse>, id: number): boolean {
  return pages.some(({ items }) => items.some(item => item.id === id))
}
