import type { Api } from 'grammy'

declare const belongsToBot: unique symbol
declare const belongsToOwner: unique symbol
declare const isConnection: unique symbol

/** The number of a chat of the bot's own. */
export type BotChatId = number & { readonly [belongsToBot]: true }
/** The number of a chat of a business account. The bot may have a chat of its own with the same number: another chat. */
export type BusinessChatId = number & { readonly [belongsToOwner]: true }
export type BusinessConnectionId = string & { readonly [isConnection]: true }

/** Names a chat of the bot's own. */
export interface BotPlace {
  readonly chat_id: BotChatId
  readonly business_connection_id?: undefined
}

/** Names a chat of a business account: never without its connection. */
export interface BusinessPlace {
  readonly chat_id: BusinessChatId
  readonly business_connection_id: BusinessConnectionId
}

/**
 * grammY's typed methods, with the chats told apart. A method that takes no `business_connection_id` (reactions, deleting,
 * forwarding, drafts) would act on the bot's own chat of the same number, silently: here it takes a `BotChatId` only, which the
 * address of a business chat never yields. So a wrong call does not compile.
 */
export type GuardedCalls = { readonly [Method in keyof RawCalls]: Guard<RawCalls[Method]> }

type RawCalls = Api['raw']

type Guard<Call> = Call extends (args: infer Args, signal?: infer Signal) => infer Result
  ? 'chat_id' extends keyof Args
    ? (args: GuardArgs<Args>, signal?: Signal) => Result
    : Call
  : Call

type GuardArgs<Args> = 'business_connection_id' extends keyof Args
  ? Omit<Args, 'chat_id' | 'business_connection_id'> & PlaceOf<Args>
  : Omit<Args, 'chat_id'> & Pick<BotPlace, 'chat_id'>

/** Where the connection may not be left out (readBusinessMessage), a chat of the bot's own is no place for the call. */
type PlaceOf<Args> = undefined extends Args['business_connection_id' & keyof Args]
  ? BotPlace | BusinessPlace
  : BusinessPlace
