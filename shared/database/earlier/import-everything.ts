import { createEarlierAccount } from './earlier-account.ts'
import { importContexts } from './rows/import-contexts.ts'
import { importConversationNotes } from './rows/import-conversation-notes.ts'
import { importConversations } from './rows/import-conversations.ts'
import { importLeadHistory } from './rows/import-lead-history.ts'
import { importLeads } from './rows/import-leads.ts'
import { importLimits } from './rows/import-limits.ts'
import { importMessages } from './rows/import-messages.ts'
import { importPeople } from './rows/import-people.ts'
import type { Import } from './rows/import-rows.ts'

/** Reads every table of the earlier file into an empty database of ours, parents before children. */
export async function importEverything(job: Import): Promise<void> {
  const accountId = await createEarlierAccount(job.tx, job.now)
  const people = await importPeople(job)
  const conversations = await importConversations(job, accountId, people)
  await importMessages(job, conversations)
  await importConversationNotes(job, conversations)
  await importLimits(job, accountId)
  await importContexts(job, people)
  await importLeads(job, people)
  await importLeadHistory(job)
}
