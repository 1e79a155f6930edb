import type { Clock } from '#shared/utils'
import { callSignal } from './client/call-signal.ts'
import type { TelegramClient } from './client/create-client.ts'
import { createFetchFile } from './files/fetch-file.ts'

// The smallest size that Telegram offers is a few kilobytes.
const maxBytes = 200_000

/** The small picture of a bot, a JPEG; null when it has none or Telegram could not be asked. Never rejects. */
export async function fetchBotPicture(
  { client, clock }: { readonly client: TelegramClient; readonly clock: Clock },
  botId: number,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  try {
    const { photos } = await client.raw.getUserProfilePhotos({ user_id: botId, limit: 1 }, callSignal(signal))
    const smallest = photos[0]?.[0]
    if (smallest === undefined) return null
    const fetched = await createFetchFile({ client, clock })(smallest.file_id, { maxBytes, signal })
    return fetched.kind === 'fetched' ? fetched.bytes : null
  } catch {
    // A picture is an ornament: without it the bot is shown by its name.
    return null
  }
}
