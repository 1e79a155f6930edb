import type { View } from '../list/views.ts'

/** Where the cache keeps what the inbox reads. */
export const listKey = ['conversations', 'list'] as const
export type ListKey = readonly ['conversations', 'list', View, string]

export function listKeyOf(view: View, text: string): ListKey {
  return [...listKey, view, text]
}

export const waitingKey = ['conversations', 'waiting'] as const

export function dialogueKey(id: number): readonly ['conversations', 'dialogue', number] {
  return ['conversations', 'dialogue', id]
}
