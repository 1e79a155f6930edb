import { defineMigration } from '../define-migration.ts'

/** The turns of a day for which a model was asked: what a person has had of it is counted before each turn. */
export const answersOfADay = defineMigration(
  '0024-answers-of-a-day',
  'create index turns_by_model on turns (conversation_id, finished_at) where model_asked_at is not null;',
)
