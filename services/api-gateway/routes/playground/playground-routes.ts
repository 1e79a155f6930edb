import type { RegisterRoute } from '../../route-context.ts'
import { deletePlaygroundChat } from './delete-chat.ts'
import { getNextMove } from './get-next-move.ts'
import { listAnswers } from './list-answers.ts'
import { listDialogues } from './list-dialogues.ts'

export const playgroundRoutes: readonly RegisterRoute[] = [
  deletePlaygroundChat,
  getNextMove,
  listAnswers,
  listDialogues,
]
