import type { People } from './import-people.ts'
import { type Import, importRows } from './import-rows.ts'
import { parseContext } from './parse-context.ts'

/** Keeps each `context_data` word for word, and writes the consents that stand in it where consents belong. */
export async function importContexts(job: Import, people: People): Promise<void> {
  await importVerbatim(job)
  await importConsents(job, people)
}

async function importVerbatim({ tx, source, report, now }: Import): Promise<void> {
  await importRows(source.rows('user_context'), batch =>
    tx
      .insertInto('user_context')
      .values(
        batch.map(({ id, user_id, context_data, updated_at }) => {
          if (context_data !== null && parseContext(context_data) === null) {
            report.note(
              'changed',
              'user_context',
              'context_data is no JSON object, kept as it is and nothing read from it',
            )
          }
          return { id, user_id, context_data, updated_at: updated_at ?? now }
        }),
      )
      .execute(),
  )
}

async function importConsents({ tx, source, now }: Import, people: People): Promise<void> {
  await importRows(consents(), batch => tx.insertInto('consents').values(batch).execute())

  function* consents() {
    for (const { user_id: userId, context_data, updated_at } of source.rows('user_context')) {
      const contactId = people.get(userId)
      if (contactId === undefined) continue
      for (const { kind, isGranted, occurredAt } of parseContext(context_data ?? '')?.consents ?? []) {
        yield {
          contact_id: contactId,
          kind,
          granted: isGranted ? 1 : 0,
          // The earlier system kept neither the wording nor its version.
          text: '',
          text_version: 'earlier',
          occurred_at: occurredAt ?? updated_at ?? now,
        }
      }
    }
  }
}
