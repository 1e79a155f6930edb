import type { Button, InboundUpdate, OutboundPart } from '#capabilities/channels'
import type { ButtonMeaning } from '../../../flow/rehearsal/dialogue.ts'
import { findButton } from '../../../flow/rehearsal/react.ts'
import { type Mind, readMind } from '../../../flow/rehearsal/read-mind.ts'
import { flowSettings } from '../../flow-harness.ts'
import { findClient } from './find-client.ts'
import type { Stage } from './open-stage.ts'

/** What came back to one message of the client. */
export interface Reply {
  /** What the client wrote or did. */
  readonly to: string
  readonly texts: readonly string[]
  /** Under the last part that has any. */
  readonly buttons: readonly Button[]
  readonly mind: Mind
  /** From the message's receipt to the sent answer, without the pause that a burst is waited for. */
  readonly tookMs: number
}

export interface Client {
  say(text: string): Promise<Reply>
  /** Throws when the button is not there: a person cannot press it either. */
  press(meaning: ButtonMeaning): Promise<Reply>
  /** What is written to the client while hours pass. */
  wait(hours: number): Promise<Reply>
}

export class MissingButton extends Error {}

const clientId = 41
// People read and type before they answer.
const pauseMs = 20_000

/** The client in a private chat of the memory channel, with a person's pauses. */
export function createClient(stage: Stage, appLanguage: string): Client {
  const { flow } = stage
  let updates = 0
  let shown: readonly Button[] = []

  return {
    say: text => hear(text, messageUpdate(text)),
    press: async meaning => {
      const button = findButton(shown, meaning)
      if (button === null) throw new MissingButton(`no button for ${meaning}`)
      return hear(`[${button.text}]`, pressUpdate(button))
    },
    wait: async hours => {
      const before = heard().length
      await stage.passHours(hours)
      return collect(`(${hours} h later)`, before, 0)
    },
  }

  function heard(): readonly OutboundPart[] {
    return flow.channel.partsIn(String(clientId))
  }

  async function hear(to: string, update: InboundUpdate): Promise<Reply> {
    const before = heard().length
    const startedAt = performance.now()
    await flow.receive(update)
    await flow.pass(flowSettings.debounceMs)
    await stage.settle()
    const tookMs = performance.now() - startedAt
    await flow.pass(pauseMs)
    await stage.work()
    return collect(to, before, tookMs)
  }

  async function collect(to: string, before: number, tookMs: number): Promise<Reply> {
    const parts = heard().slice(before)
    const buttons = parts.findLast(part => part.buttons?.length)?.buttons?.flat() ?? []
    // A person may press a button that stands further up; the newest row is the one they look at.
    if (buttons.length > 0) shown = buttons
    const { db } = flow.database
    const mind = await readMind(db, (await findClient(db)).id)
    return { to, texts: parts.map(({ text }) => text), buttons, mind, tookMs }
  }

  function messageUpdate(text: string): InboundUpdate {
    const [, name, argument = ''] = /^\/(\w+)\s*(.*)$/.exec(text) ?? []
    const command = name === undefined ? null : { name, argument }
    return makeUpdate({ text, messageKind: command === null ? 'text' : 'command', command, metadata: null })
  }

  function pressUpdate({ text, data }: Button): InboundUpdate {
    return makeUpdate({ text, messageKind: 'button', command: null, metadata: { data, buttonMessageId: '1' } })
  }

  function makeUpdate(message: {
    readonly text: string
    readonly messageKind: string
    readonly command: { readonly name: string; readonly argument: string } | null
    readonly metadata: Readonly<Record<string, unknown>> | null
  }): InboundUpdate {
    const updateId = ++updates
    return {
      updateId,
      updateKind: 'message',
      raw: JSON.stringify({ update_id: updateId, text: message.text }),
      inbound: {
        kind: 'message',
        chat: { businessConnectionId: '', chatId: String(clientId), topicId: '', chatType: 'private' },
        from: { userId: clientId, displayName: null, username: null, appLanguage },
        messageId: String(updateId),
        sentAt: flow.clock.now(),
        wantsAnswer: true,
        ...message,
      },
    }
  }
}
