import { sql } from 'kysely'
import type { Tx } from '#shared/database'

/**
 * Deletes kept answers that hold any of these texts. A request that is repeated with the key of one of them is carried out anew:
 * they are kept for a day only, and what they were about is gone.
 */
export async function forgetAnswers(tx: Tx, texts: readonly string[]): Promise<void> {
  if (texts.length === 0) return
  // `replace` changes what holds the text, in any letters; LIKE would know two of them as wild.
  const holds = texts.map(text => sql<boolean>`replace(body, ${text}, '') <> body`)
  await tx
    .deleteFrom('idempotent_requests')
    .where('body', 'is not', null)
    .where(sql<boolean>`(${sql.join(holds, sql` or `)})`)
    .execute()
}
