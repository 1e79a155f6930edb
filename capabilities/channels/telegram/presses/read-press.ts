import type { ChatAddress, Inbound } from '../../contract.ts'

export type Press = KnownPress | UnknownPress

interface AnyPress {
  readonly chat: ChatAddress
  readonly callbackQueryId: string
}

/** Of a button of ours. */
interface KnownPress extends AnyPress {
  readonly kind: 'known'
  /** The message that bears the keyboard. */
  readonly messageId: number
  /** '' where the press told none. */
  readonly data: string
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
  const { callbackQueryId, buttonMessageId, data } = inbound.metadata ?? {}
  if (typeof callbackQueryId !== 'string' || typeof buttonMessageId !== 'string') return null
  const messageId = Number(buttonMessageId)
  return { kind: 'known', chat: inbound.chat, callbackQueryId, messageId, data: typeof data === 'string' ? data : '' }
}
