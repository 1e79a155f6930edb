import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import {
  call,
  deletePlaygroundChatsByChatId,
  type ExplainedAnswer,
  getPlaygroundChatsByChatIdAnswers,
} from '../../api/index.ts'
import { type ChatMessage, type Exchange, isWaiting, toExchanges } from './dialogue.ts'
import { askAll, newChatId, type Press, readMessages, writeTo } from './play-dialogue.ts'

export interface TestChat {
  readonly messages: readonly ChatMessage[]
  readonly answers: readonly ExplainedAnswer[]
  readonly error: Error | null
  readonly isLoading: boolean
  readonly isTyping: boolean
  /** The exchanges before the last replay; null: nothing was replayed. */
  readonly former: readonly Exchange[] | null
  /** How many questions of a replay have been answered; null: none runs. */
  readonly replayed: number | null
  send(text: string, press?: Press): Promise<void>
  /** Erases the test client and begins with another one, whose chat's id it resolves with. */
  begin(): Promise<string>
  /** Looks at a chat anew: something was written there. */
  look(chatId: string): Promise<void>
  /** Asks the same questions of a fresh client. */
  replay(): Promise<void>
  refetch(): void
}

const lookEveryMs = 1_500

/** A chat with the agent that is the client's side of the real thing, and what is known of how its answers came about. */
export function useTestChat(): TestChat {
  const client = useQueryClient()
  const [chatId, setChatId] = useState(readChatId)
  const [former, setFormer] = useState<readonly Exchange[] | null>(null)
  const [replayed, setReplayed] = useState<number | null>(null)
  const messages = useQuery({
    queryKey: ['playground', chatId, 'messages'],
    queryFn: () => readMessages(chatId),
    refetchInterval: query => (isWaiting(query.state.data ?? []) ? lookEveryMs : false),
  })
  const shown = messages.data ?? []
  const answers = useQuery({
    // Told anew with every message: the explanation is there as soon as the answer is.
    queryKey: ['playground', chatId, 'answers', shown.length],
    queryFn: ({ signal }) => call(getPlaygroundChatsByChatIdAnswers({ path: { chat_id: chatId }, signal })),
    placeholderData: before => before,
  })
  useEffect(
    () => listen(chatId, () => void client.invalidateQueries({ queryKey: ['playground', chatId] })),
    [chatId, client],
  )

  const send: TestChat['send'] = async (text, press) => {
    await writeTo(chatId, text, press)
    await client.invalidateQueries({ queryKey: ['playground', chatId, 'messages'] })
  }
  const change = async (): Promise<string> => {
    const next = newChatId()
    await call(deletePlaygroundChatsByChatId({ path: { chat_id: chatId } }))
    localStorage.setItem(storageKey, next)
    setChatId(next)
    return next
  }
  return {
    messages: shown,
    answers: answers.data?.items ?? [],
    error: messages.error,
    isLoading: messages.isPending,
    isTyping: isWaiting(shown),
    former,
    replayed,
    send,
    refetch: () => void messages.refetch(),
    async begin() {
      setFormer(null)
      return change()
    },
    look: id => client.invalidateQueries({ queryKey: ['playground', id] }),
    async replay() {
      const before = toExchanges(shown)
      setFormer(before)
      setReplayed(0)
      try {
        const next = await change()
        const questions = before.map(({ question }) => question)
        await askAll(next, questions, count => {
          setReplayed(count)
          return client.invalidateQueries({ queryKey: ['playground', next] })
        })
      } finally {
        setReplayed(null)
      }
    },
  }
}

const storageKey = 'playground-chat'

/** That of the last visit, so that a reload goes on where it was. */
function readChatId(): string {
  const known = localStorage.getItem(storageKey)
  if (known !== null) return known
  const made = newChatId()
  localStorage.setItem(storageKey, made)
  return made
}

function listen(chatId: string, onMessage: () => void): () => void {
  const source = new EventSource(`/api/v1/webchat/chats/${chatId}/events`)
  source.addEventListener('message', onMessage)
  return () => source.close()
}
