import { defineMigration } from '../define-migration.ts'

/** Until when the speaker knows that a part has no place in the flood budget: what people see while it waits. */
export const heldParts = defineMigration('0026-held-parts', 'alter table outbound add column held_until {int};')
