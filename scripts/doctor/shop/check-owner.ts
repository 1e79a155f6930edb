import { findOwnerChat } from '#capabilities/channels'
import { defineCheck, find } from '../define-check.ts'
import { connectToTelegram } from '../servers/connect-to-telegram.ts'

/** Whether the owner is named, and whether the bot may write to them: Telegram lets no bot write first. */
export const checkOwner = defineCheck({
  name: 'owner',
  place: 'outside',
  limitMs: 10_000,
  async run(patient, signal) {
    const { owner_id: ownerId } = patient.settings.telegram
    if (ownerId === null) return find('owner.off')
    const client = connectToTelegram(patient)
    if (client === null) return find('owner.unasked')
    const chat = await findOwnerChat(client, ownerId, signal)
    switch (chat.kind) {
      case 'open':
        return find('owner.ready')
      case 'not-opened':
        return find('owner.not_opened', { ownerId })
      case 'unknown':
        return find('owner.unasked')
    }
  },
})
