export { type MediaConfig, mediaSection } from './config.ts'
export type { DocumentLimits, DocumentOutcome } from './documents/document-outcome.ts'
export type { FileClaims } from './documents/find-name.ts'
export { type ReadDocumentOptions, readDocument } from './documents/read-document.ts'
export type { PageLimits, PageOutcome } from './links/page-outcome.ts'
export { readPage } from './links/read-page.ts'
export {
  type AskAboutPicture,
  createSight,
  type PictureOutcome,
  type PictureQuestion,
  type Sight,
  type SightDeps,
} from './pictures/create-sight.ts'
