import type { ContactId, ConversationId, Db } from '#shared/database'
import { flowSettings } from '../../flow-harness.ts'

/** The one client of a stage: everybody but the owner. */
export async function findClient(db: Db): Promise<{ readonly id: ConversationId; readonly contactId: ContactId }> {
  return db
    .selectFrom('conversations')
    .select(['id', 'contact_id as contactId'])
    .where('user_id', '!=', flowSettings.ownerId)
    .executeTakeFirstOrThrow()
}
