import { z } from 'zod'
import { playgroundPrefix } from '#flow'
import { clientId } from '../webchat/chat-params.ts'

export const playgroundParams = z.object({
  chat_id: clientId
    .refine(id => id.startsWith(playgroundPrefix), `must begin with ${playgroundPrefix}`)
    .describe(
      `A chat of the web chat whose id begins with \`${playgroundPrefix}\`: only there is kept how answers came about.`,
    )
    .meta({ examples: [`${playgroundPrefix}anna`] }),
})
