export { type AnswerOutcome, type AnswerPlace, answerQuestion, type OwnerAnswer } from './answer-question.ts'
export { defaultKnowledgeFolder, type RagConfig, ragSection } from './config.ts'
export {
  createKnowledge,
  type FailedDocument,
  type KnowledgeBase,
  type KnowledgeDeps,
  type KnowledgeSettings,
  type KnowledgeStatus,
} from './create-knowledge.ts'
export type { Embed, EmbedOutcome } from './embedding.ts'
export type { AddedFile, FileAdded } from './files/place-file.ts'
export { type DocumentFolder, examineFolder, type FolderExamination } from './indexing/examine-folder.ts'
export type { RefreshProgress, RefreshReport } from './indexing/refresh-index.ts'
export { findDocument, findDocumentAt, type IndexedDocument, listDocuments } from './list-documents.ts'
export { type DocumentPassage, listDocumentPassages } from './list-passages.ts'
export {
  findOpenQuestion,
  isQuestion,
  listOpenQuestions,
  listQuestions,
  type OpenQuestion,
  type OpenQuestionPage,
  type PageRequest,
  type Question,
  type QuestionPage,
  type RaisedQuestion,
  raiseQuestion,
  settleQuestion,
} from './open-questions.ts'
export type { Knowledge, Passage } from './passage.ts'
export type { OwnerOf } from './search/passage-store.ts'
export { relatedScore } from './search/score-coverage.ts'
