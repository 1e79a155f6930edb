import type { CallRecord } from './call-log.ts'
import type { ChatLog, LoggedMessage } from './chat-log.ts'
import type { EmulatedBot } from './emulated-bot.ts'

/** Everything that happens inside the emulator, in order, told synchronously. */
export type EmulatorEvent =
  /** A person wrote. */
  | { readonly kind: 'said'; readonly log: ChatLog; readonly entry: LoggedMessage }
  /** A bot wrote. */
  | { readonly kind: 'sent'; readonly bot: EmulatedBot; readonly log: ChatLog; readonly entry: LoggedMessage }
  | { readonly kind: 'edited'; readonly log: ChatLog; readonly entry: LoggedMessage }
  | { readonly kind: 'deleted'; readonly log: ChatLog; readonly messageId: number }
  | { readonly kind: 'action'; readonly bot: EmulatedBot; readonly log: ChatLog; readonly action: string }
  | { readonly kind: 'draft'; readonly bot: EmulatedBot; readonly log: ChatLog; readonly draft: Draft }
  | { readonly kind: 'reacted'; readonly log: ChatLog; readonly messageId: number; readonly emoji: string | null }
  | {
      readonly kind: 'clicked-answered'
      readonly bot: EmulatedBot
      readonly callbackId: string
      readonly answer: CallbackAnswer
    }
  /** The bot confirmed an update: by a later offset, or by answering its webhook with 2xx. */
  | { readonly kind: 'delivered'; readonly bot: EmulatedBot; readonly updateId: number }
  /** A call came in; its outcome is pending. */
  | { readonly kind: 'calling'; readonly bot: EmulatedBot; readonly call: CallRecord }
  /** A call came to its end, whatever that was. */
  | { readonly kind: 'called'; readonly bot: EmulatedBot; readonly call: CallRecord }

/** What a bot shows to a person who has pressed a button. */
export interface CallbackAnswer {
  readonly text: string
  readonly showAlert: boolean
  readonly url: string
}

export interface Draft {
  readonly draftId: number
  readonly text: string
}

export interface Signals {
  emit(event: EmulatorEvent): void
  /** Adds a listener; the returned function removes it. */
  listen(listener: (event: EmulatorEvent) => void): () => void
}

export function createSignals(): Signals {
  // Copied on change, so that a listener may leave while an event is told.
  let listeners: readonly ((event: EmulatorEvent) => void)[] = []
  return {
    emit(event) {
      for (const listener of listeners) listener(event)
    },
    listen(listener) {
      listeners = [...listeners, listener]
      return () => {
        listeners = listeners.filter(other => other !== listener)
      }
    },
  }
}
