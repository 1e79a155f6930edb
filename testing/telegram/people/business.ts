import type { BusinessBotRights } from 'grammy/types'
import { lanes, pushUpdate } from '../delivery/push-update.ts'
import { describeConnection } from '../state/describe-connection.ts'
import type { EmulatedBot } from '../state/emulated-bot.ts'
import { type BotAccount, type Connection, getAccount, type Person, type World } from '../state/world.ts'
import type { BusinessChat } from './places.ts'

/** A bot connected to a business account. The owner and the customers speak by `say(bot, text, { chat: chatWith(customer) })`. */
export interface BusinessConnectionHandle {
  readonly id: string
  chatWith(customer: { readonly id: number }): BusinessChat
  setRights(rights: BusinessBotRights): void
  disconnect(): void
  reconnect(): void
}

const usualRights: BusinessBotRights = { can_reply: true, can_read_messages: true }

/** Connects a bot and tells it by `business_connection`, as every later change. */
export function connectBusiness(
  world: World,
  owner: Person,
  bot: EmulatedBot,
  rights: BusinessBotRights = usualRights,
): BusinessConnectionHandle {
  const account = getAccount(world, bot)
  const connection: Connection = {
    id: `connection-${world.nextConnectionId++}`,
    owner,
    connectedAtMs: world.clock.now(),
    rights,
    isEnabled: true,
    chats: new Map(),
  }
  account.connections.set(connection.id, connection)
  tell(account, connection)
  return {
    id: connection.id,
    chatWith: customer => ({ connectionId: connection.id, customerId: customer.id }),
    setRights(changed) {
      connection.rights = changed
      tell(account, connection)
    },
    disconnect: () => setEnabled(account, connection, false),
    reconnect: () => setEnabled(account, connection, true),
  }
}

function setEnabled(account: BotAccount, connection: Connection, isEnabled: boolean): void {
  connection.isEnabled = isEnabled
  tell(account, connection)
}

function tell(account: BotAccount, connection: Connection): void {
  const lane = lanes.connection(connection.owner.user.id)
  pushUpdate(account, { kind: 'business_connection', payload: describeConnection(connection), lane })
}
