import { defineMigration } from '../define-migration.ts'

/** When the model was asked and had answered: what a trace of the turn shows. Null for turns from before. */
export const modelTimes = defineMigration(
  '0017-model-times',
  `
  alter table turns add column model_asked_at {int};
  alter table turns add column model_answered_at {int};
  `,
)
