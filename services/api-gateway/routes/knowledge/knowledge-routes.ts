import type { RegisterRoute } from '../../route-context.ts'
import { deleteDocument } from './documents/delete-document.ts'
import { getDocument, getDocumentFile } from './documents/get-document.ts'
import { listPassages } from './documents/list-passages.ts'
import { putDocument } from './documents/put-document.ts'
import { getKnowledge } from './get-knowledge.ts'
import { listQuestions } from './list-questions.ts'
import { reindex } from './reindex.ts'
import { searchKnowledge } from './search-knowledge.ts'
import { answerQuestion, dismissQuestion } from './settle-question.ts'

export const knowledgeRoutes: readonly RegisterRoute[] = [
  answerQuestion,
  deleteDocument,
  dismissQuestion,
  getDocument,
  getDocumentFile,
  getKnowledge,
  listPassages,
  listQuestions,
  putDocument,
  reindex,
  searchKnowledge,
]
