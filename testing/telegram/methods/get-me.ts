import { answer, defineMethod } from '../wire/api-call.ts'

export const getMe = defineMethod({ name: 'getMe', isMetered: false, run: call => answer(call.bot.me) })
