import { findReadableChat } from '../validation/find-chat.ts'
import { answer, defineMethod } from '../wire/api-call.ts'

const accentColors = 7

/** ChatFullInfo, with the fields that are always there. */
export const getChat = defineMethod({
  name: 'getChat',
  isMetered: false,
  run(call) {
    const { chat } = findReadableChat(call)
    return answer({
      ...chat,
      accent_color_id: Math.abs(chat.id) % accentColors,
      max_reaction_count: 11,
      accepted_gift_types: {
        unlimited_gifts: true,
        limited_gifts: true,
        unique_gifts: true,
        premium_subscription: true,
        gifts_from_channels: true,
      },
    })
  },
})
