import type { ChatAddress, Inbound } from '../../contract.ts'

export interface Press {
  readonly chat: ChatAddress
  readonly callbackQueryId: string
  /** The message that bears the keyboard. */
  readonly messageId: number
}

/** The press of a button, as parseCallback describes it; null for anything else. */
export function readPress(inbound: Inbound): Press | null {
  if (inbound.kind !== 'message' || inbound.messageKind !== 'button') return null
  const { callbackQueryId, buttonMessageId } = inbound.metadata ?? {}
  if (typeof callbackQueryId !== 'string' || typeof buttonMessageId !== 'string') return null
  return { chat: inbound.chat, callbackQueryId, messageId: Number(buttonMessageId) }
}
