import type { Button, InboundUpdate, OutboundPart } from '#capabilities/channels'
import type { ConversationId, LeadId } from '#shared/database'
import { type FlowHarness, textUpdate } from './flow-harness.ts'

/** Somebody in a private chat with the business. */
export interface FlowClient {
  readonly userId: number
  /** Writes, waits for the answer, and returns what came. */
  write(text: string): Promise<readonly OutboundPart[]>
  /** Presses a button with this label among those seen last; throws when there is none. */
  press(label: string | RegExp): Promise<readonly OutboundPart[]>
  /** Sends the data of a button, whether one was shown or not. */
  forge(data: string): Promise<readonly OutboundPart[]>
  /** The buttons of the newest message that had some. */
  buttons(): readonly Button[]
  /** The texts of all that ever came. */
  texts(): readonly string[]
  conversationId(): Promise<ConversationId>
  leadId(): Promise<LeadId>
}

// Longer than the debounce, so that the answer is there.
const answerMs = 2000

export function createFlowClient(flow: FlowHarness, userId: number): FlowClient {
  const chatId = String(userId)
  const seen = (): readonly OutboundPart[] => flow.channel.partsIn(chatId)

  async function send(update: InboundUpdate): Promise<readonly OutboundPart[]> {
    const before = seen().length
    await flow.receive(update)
    await flow.pass(answerMs)
    return seen().slice(before)
  }

  const forge = (data: string, label = data) => send(pressUpdate({ userId, data, label }))
  const buttons = () =>
    seen()
      .findLast(part => part.buttons?.length)
      ?.buttons?.flat() ?? []
  return {
    userId,
    write: text => send(textUpdate(text, { userId })),
    press(label) {
      const button = buttons().find(({ text }) => (typeof label === 'string' ? text === label : label.test(text)))
      if (button === undefined) throw new Error(`no button ${label} among ${buttons().map(({ text }) => text)}`)
      return forge(button.data, button.text)
    },
    forge: data => forge(data),
    buttons,
    texts: () => seen().map(({ text }) => text),
    async conversationId() {
      const { db } = flow.database
      const row = await db
        .selectFrom('conversations')
        .select('id')
        .where('user_id', '=', userId)
        .executeTakeFirstOrThrow()
      return row.id
    },
    async leadId() {
      const { db } = flow.database
      const row = await db.selectFrom('leads').select('id').where('user_id', '=', userId).executeTakeFirstOrThrow()
      return row.id
    },
  }
}

/** The press of a button, as channels tell of it: called by its label, with its data beside. */
export function pressUpdate(press: {
  readonly userId: number
  readonly data: string
  readonly label: string
}): InboundUpdate {
  const update = textUpdate(press.label, press)
  if (update.inbound.kind !== 'message') throw new TypeError('a text is a message')
  return { ...update, inbound: { ...update.inbound, messageKind: 'button', metadata: { data: press.data } } }
}
