import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import {
  type Conversation,
  call,
  postConversationsByIdHandBack,
  postConversationsByIdTakeOver,
} from '../../../api/index.ts'
import { useNotifyFailure } from '../../../shared/index.ts'
import { useWords } from '../../../words/index.ts'
import { placeInLists, refreshConversation } from '../live/use-live-conversations.ts'
import { inboxWords } from '../words.ts'

// As long as it takes to see that a button has changed its meaning.
const settleMs = 700

/**
 * What the button and the key do: take a chat over, or hand it back. Nothing for a moment after the chat has changed hands: whoever
 * reached for “Take over” while a colleague pressed it must not hand the chat back by that.
 */
export function useToggleHandler({ id, handler }: Pick<Conversation, 'id' | 'handler'>) {
  const handOver = useHandOver(id)
  const isSettling = useIsNew(handler)
  const toggle = (): void => {
    if (handOver.isPending || isSettling) return
    handOver.mutate(handler === 'ai' ? 'human' : 'ai')
  }
  return { toggle, isPending: handOver.isPending, isSettling }
}

/** True for a moment after a value has become another one, from the very paint that shows it. */
function useIsNew(value: string): boolean {
  const [known, setKnown] = useState({ value, isNew: false })
  if (known.value !== value) setKnown({ value, isNew: true })
  useEffect(() => {
    if (!known.isNew) return
    const timer = setTimeout(() => setKnown({ value: known.value, isNew: false }), settleMs)
    return () => clearTimeout(timer)
  }, [known])
  return known.isNew || known.value !== value
}

/** Gives a chat to a person or back to the AI. Safe to press twice, here and in another browser. */
export function useHandOver(id: number) {
  const t = useWords(inboxWords)
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (to: 'human' | 'ai') =>
      call(
        to === 'human'
          ? postConversationsByIdTakeOver({ path: { id } })
          : postConversationsByIdHandBack({ path: { id } }),
      ),
    onSuccess: async (conversation, to) => {
      placeInLists(queries, conversation)
      notifications.show({ message: t(to === 'human' ? 'takenOver' : 'handedBack'), autoClose: 3_000 })
      await refreshConversation(queries, id, true)
    },
    onError: useNotifyFailure(),
  })
}
