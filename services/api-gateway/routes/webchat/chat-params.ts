import { z } from 'zod'

/** Ids that a browser makes for its chats and messages. */
export const clientId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, _ or -')

export const chatParams = z.object({ chat_id: clientId.describe('Chosen by the client; a new id starts a new chat.') })
