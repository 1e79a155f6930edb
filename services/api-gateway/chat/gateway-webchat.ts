import type { Receive, WebchatChannel } from '#capabilities/channels'
import type { AccountId } from '#shared/database'

/** The web chat as the gateway needs it: the channel, the account it speaks for, and the way in. */
export interface GatewayWebchat {
  readonly channel: WebchatChannel
  readonly accountId: AccountId
  readonly receive: Receive
}
