import type { RegisterRoute } from '../../route-context.ts'
import { deletePlaygroundChat } from './delete-chat.ts'
import { listAnswers } from './list-answers.ts'

export const playgroundRoutes: readonly RegisterRoute[] = [deletePlaygroundChat, listAnswers]
