import { forgetContact } from '../forgetting/forget-contact.ts'
import { listForgetRequests } from '../forgetting/forget-requests.ts'
import { notifyOwner } from '../notify-owner.ts'
import { type JobDeps, jobBatch } from './job.ts'

export interface ForgetClientsDeps extends JobDeps {
  /** Colleagues who may have been shown the person, too. */
  readonly operatorIds: readonly number[]
}

/** Forgets clients who asked for it in the chat, as soon as they were told so, and says to the owner that it happened, not to whom. */
export async function forgetClients(deps: ForgetClientsDeps): Promise<'again' | 'done'> {
  const requests = await listForgetRequests(deps.database, deps.clock.now(), jobBatch)
  const { ownerId } = deps.settings
  for (const { contactId } of requests) {
    const forgotten = await forgetContact({ ...deps, ownerId }, contactId, 'client')
    if (forgotten !== null) await tellOwner(deps)
  }
  return requests.length === jobBatch ? 'again' : 'done'
}

async function tellOwner(deps: ForgetClientsDeps): Promise<void> {
  const { database, queue, clock, settings } = deps
  const notice = { ...deps, ownerId: settings.ownerId, words }
  const accountId = await database.transaction(tx => notifyOwner(tx, notice, clock.now()))
  if (accountId !== null) queue.wake('outbox', String(accountId))
}

const words = {
  ru: 'Клиент попросил стереть свои данные в чате с ботом. Всё стёрто: переписка, заявка, встречи. Кто это был, больше не известно.',
  en: 'A client asked in the chat to have their data erased. All of it is gone: conversation, lead, meetings. Who it was is not known any more.',
}
