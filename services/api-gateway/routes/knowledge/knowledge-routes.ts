import type { RegisterRoute } from '../../route-context.ts'
import { getKnowledge } from './get-knowledge.ts'
import { listQuestions } from './list-questions.ts'
import { reindex } from './reindex.ts'
import { searchKnowledge } from './search-knowledge.ts'
import { answerQuestion, dismissQuestion } from './settle-question.ts'

export const knowledgeRoutes: readonly RegisterRoute[] = [
  answerQuestion,
  dismissQuestion,
  getKnowledge,
  listQuestions,
  reindex,
  searchKnowledge,
]
