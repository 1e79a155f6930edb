import { describe, expect, expectTypeOf, it } from 'vitest'
import type { ChatAddress } from '../../contract.ts'
import { buildAddress, findBotPlace, findBusinessPlace } from '../calls/build-address.ts'
import type { BotPlace, BusinessPlace, GuardedCalls } from './guarded-calls.ts'

type ArgsOf<Method extends keyof GuardedCalls> = Parameters<GuardedCalls[Method]>[0]
type PlaceIn<Method extends keyof GuardedCalls> = PlaceOf<ArgsOf<Method>>
/** Of each kind of place by itself: a union that is picked from at once forgets which number goes with which connection. */
type PlaceOf<Args> = Args extends unknown ? Pick<Args, keyof Args & ('chat_id' | 'business_connection_id')> : never

const annasChat: ChatAddress = { businessConnectionId: '', chatId: '7', topicId: '', chatType: 'private' }
const ownersChat: ChatAddress = { ...annasChat, businessConnectionId: 'c1' }

// The compiler is what these test: `npm run check` fails where one of them does not hold.
describe('the guard of Telegram’s calls', () => {
  it('lets a business chat into calls that take a connection, and only together with it', () => {
    expectTypeOf<BusinessPlace>().toExtend<PlaceIn<'sendMessage'>>()
    expectTypeOf<BusinessPlace>().toExtend<PlaceIn<'sendVoice'>>()
    expectTypeOf<BusinessPlace>().toExtend<PlaceIn<'sendChatAction'>>()
    expectTypeOf<BusinessPlace>().toExtend<PlaceIn<'editMessageText'>>()
    expectTypeOf<BusinessPlace>().toExtend<PlaceIn<'readBusinessMessage'>>()
    expectTypeOf<Pick<BusinessPlace, 'chat_id'>>().not.toExtend<PlaceIn<'sendMessage'>>()
    expectTypeOf<Pick<BusinessPlace, 'chat_id'>>().not.toExtend<PlaceIn<'sendChatAction'>>()
  })

  it('keeps a business chat out of calls that would act on the bot’s own chat of the same number', () => {
    expectTypeOf<BusinessPlace>().not.toExtend<PlaceIn<'setMessageReaction'>>()
    expectTypeOf<BusinessPlace>().not.toExtend<PlaceIn<'deleteMessage'>>()
    expectTypeOf<BusinessPlace>().not.toExtend<PlaceIn<'deleteMessages'>>()
    expectTypeOf<BusinessPlace>().not.toExtend<PlaceIn<'sendMessageDraft'>>()
    expectTypeOf<BusinessPlace>().not.toExtend<PlaceIn<'sendRichMessageDraft'>>()
    expectTypeOf<BusinessPlace>().not.toExtend<PlaceIn<'forwardMessage'>>()
    expectTypeOf<BusinessPlace>().not.toExtend<PlaceIn<'copyMessage'>>()
    expectTypeOf<BusinessPlace>().not.toExtend<PlaceIn<'sendInvoice'>>()
  })

  it('takes no bare number anywhere, and keeps the bot’s chats out of calls for business chats', () => {
    expectTypeOf<{ chat_id: number }>().not.toExtend<PlaceIn<'sendMessage'>>()
    expectTypeOf<{ chat_id: number }>().not.toExtend<PlaceIn<'deleteMessage'>>()
    expectTypeOf<BotPlace>().toExtend<PlaceIn<'sendMessageDraft'>>()
    expectTypeOf<BotPlace>().not.toExtend<PlaceIn<'readBusinessMessage'>>()
  })

  it('names each chat with its connection, or as the bot’s own', () => {
    expect(buildAddress(ownersChat)).toEqual({ chat_id: 7, business_connection_id: 'c1' })
    expect(buildAddress(annasChat)).toEqual({ chat_id: 7 })
    expect([findBotPlace(ownersChat), findBusinessPlace(annasChat)]).toEqual([null, null])
  })
})
