import type { ChatAddress, Inbound } from '../../contract.ts'

export type Press = KnownPress | UnknownPress

interface AnyPress {
  readonly chat: ChatAddress
  readonly callbackQueryId: string
}

/** Of a button of ours, which may be pressed once. */
interface KnownPress extends AnyPress {
  readonly kind: 'known'
  /** The message that bears the keyboard. */
  readonly messageId: number
}

/** Of a button that means nothing. */
interface UnknownPress extends AnyPress {
  readonly kind: 'unknown'
  readonly appLanguage: string | null
}

/** The press of a button, as parseCallback describes it; null for anything else. */
export function readPress(inbound: Inbound): Press | null {
  if (inbound.kind === 'ignored') return inbound.press === undefined ? null : { kind: 'unknown', ...inbound.press }
  if (inbound.kind !== 'message' || inbound.messageKind !== 'button') return null
  const { callbackQueryId, buttonMessageId } = inbound.metadata ?? {}
  if (typeof callbackQueryId !== 'string' || typeof buttonMessageId !== 'string') return null
  return { kind: 'known', chat: inbound.chat, callbackQueryId, messageId: Number(buttonMessageId) }
}
