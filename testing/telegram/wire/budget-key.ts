import { type Params, readText } from './params.ts'

/** Whose flood budget a call draws from: a business chat is not the bot's chat with the same number. */
export function budgetKey(params: Params): string {
  return `${readText(params, 'business_connection_id')}:${readText(params, 'chat_id')}`
}
