import { createEarlierAccount } from './earlier-account.ts'
import { importContexts } from './import-contexts.ts'
import { importConversationNotes } from './import-conversation-notes.ts'
import { importConversations } from './import-conversations.ts'
import { importLeadHistory } from './import-lead-history.ts'
import { importLeads } from './import-leads.ts'
import { importLimits } from './import-limits.ts'
import { importMessages } from './import-messages.ts'
import { importPeople } from './import-people.ts'
import type { Import } from './import-rows.ts'

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
