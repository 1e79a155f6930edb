import { type Clock, sleep } from '#shared/utils'
import type { FetchedFile, FetchLimits } from '../../contract.ts'
import { callSignal } from '../client/call-signal.ts'
import type { TelegramClient } from '../client/create-client.ts'
import { readFailure, type TelegramFailure } from '../client/read-failure.ts'
import { downloadFile } from './download-file.ts'

export interface FetchFileDeps {
  readonly client: TelegramClient
  readonly clock: Clock
}

/** What Telegram hands out at most; a Bot API server of one's own gives more, but nobody needs more than the caller says. */
const telegramMaxBytes = 20 << 20
const maxTries = 3
const firstPauseMs = 500

/**
 * Fetches files for one bot: getFile, then the bytes from where it points. What may pass is tried three times, pauses growing;
 * a 429 is the caller's to wait for. Never rejects.
 */
export function createFetchFile({
  client,
  clock,
}: FetchFileDeps): (fileId: string, limits: FetchLimits) => Promise<FetchedFile> {
  return async (fileId, limits) => {
    const bounded = { ...limits, maxBytes: Math.min(limits.maxBytes, telegramMaxBytes) }
    for (let tries = 1; ; tries++) {
      const outcome = await fetchOnce(fileId, bounded)
      const mayPass = outcome.kind === 'not-fetched' && outcome.retryAfterMs === null && !limits.signal.aborted
      if (!mayPass || tries === maxTries) return outcome
      await sleep(clock, firstPauseMs * 2 ** (tries - 1), limits.signal)
    }
  }

  async function fetchOnce(fileId: string, limits: FetchLimits): Promise<FetchedFile> {
    try {
      const file = await client.raw.getFile({ file_id: fileId }, callSignal(limits.signal))
      if ((file.file_size ?? 0) > limits.maxBytes) return { kind: 'too-big' }
      if (file.file_path === undefined) return { kind: 'gone', code: 'no_file_path' }
      return await downloadFile({ ...limits, url: fileUrl(client, file.file_path), clock })
    } catch (error) {
      return describeFailure(readFailure(error))
    }
  }
}

/** Holds the token: it goes to nobody but the download, whose failures do not quote it. */
function fileUrl({ token, options }: TelegramClient, path: string): string {
  const root = options?.apiRoot ?? 'https://api.telegram.org'
  return `${root}/file/bot${token}/${path.split('/').map(encodeURIComponent).join('/')}`
}

function describeFailure(failure: TelegramFailure): FetchedFile {
  if (failure.kind === 'no-answer') return { kind: 'not-fetched', code: failure.code, retryAfterMs: null }
  const { status, description, retryAfterMs } = failure
  if (description.toLowerCase().includes('file is too big')) return { kind: 'too-big' }
  if (status === 429) return { kind: 'not-fetched', code: 'http_429', retryAfterMs: retryAfterMs ?? 5_000 }
  // 401 is the bot's trouble, not the file's: with a new token the same file is there again.
  if (status >= 500 || status === 401) return { kind: 'not-fetched', code: `http_${status}`, retryAfterMs: null }
  return { kind: 'gone', code: `http_${status}` }
}
