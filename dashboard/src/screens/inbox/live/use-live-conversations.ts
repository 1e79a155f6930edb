import { type InfiniteData, type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import {
  type Conversation,
  call,
  type Dialogue,
  type GetConversationsResponse,
  getConversationsById,
  isProblem,
} from '../../../api/index.ts'
import { useLiveEvents } from '../../../live/index.ts'
import { placeConversation } from '../list/arrange.ts'
import { isIn, needsPerson } from '../list/views.ts'
import { type DialoguePages, mergeNewest } from '../thread/merge-messages.ts'
import { dialogueKey, type ListKey, listKey, waitingKey } from './keys.ts'

// Events of one moment are one change to look at, and a busy minute is not a hundred requests.
const gatherMs = 30
const manyConversations = 12

/** Keeps the lists and the open thread as the gateway has them: whatever happens in a conversation, it is read once and put in place. */
export function useLiveConversations(openId: number | null): void {
  const queries = useQueryClient()
  const changed = useRef(new Set<number>())
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  useLiveEvents(({ data }) => {
    if (data.conversation_id === null) return
    changed.current.add(data.conversation_id)
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      const ids = [...changed.current]
      changed.current.clear()
      void refresh(queries, ids, openId)
    }, gatherMs)
  })
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
  const dialogue = await readConversation(id, isOpen)
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
