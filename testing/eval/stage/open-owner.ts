import { flowSettings, textUpdate } from '../../flow-harness.ts'
import { findClient } from './find-client.ts'
import type { Stage } from './open-stage.ts'

/** The owner of the business, in their own chat with the bot. */
export interface Owner {
  /** Writes to the client in person. */
  say(text: string): Promise<void>
  /** Gives the client's chat back to the AI. */
  giveBack(): Promise<void>
}

/** Opens the owner's chat, as an owner does once with /start: from then on notices reach them. */
export async function openOwner(stage: Stage): Promise<Owner> {
  await tell('/start')
  return {
    say: async text => tell(`/say ${await clientChat()} ${text}`),
    giveBack: async () => tell(`/resume ${await clientChat()}`),
  }

  async function tell(text: string): Promise<void> {
    await stage.flow.receive(textUpdate(text, { userId: flowSettings.ownerId }))
    await stage.flow.pass(flowSettings.debounceMs)
    await stage.settle()
  }

  async function clientChat(): Promise<number> {
    return (await findClient(stage.flow.database.db)).id
  }
}
