import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { FetchedFile } from '#capabilities/channels'
import { findMessageFile, type MessageFile } from '#flow'
import type { MessageId } from '#shared/database'
import { assertNever } from '#shared/utils'
import { describeDownload } from '../../http/describe-download.ts'
import { rowId } from '../../http/fields/row-id.ts'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { conversationParams } from './conversation-params.ts'

const params = conversationParams.extend({
  message_id: rowId.transform(id => id as MessageId).describe('The id of the message.'),
})

// What Telegram gives a bot at most. It is in memory while it passes, hence no more than a few at once.
const maxBytes = 20 << 20
const maxAtOnce = 3
const timeoutMs = 60_000

export const getMessageFile: RegisterRoute = (app, { database, fetchClientFile }) => {
  let running = 0
  app.route({
    method: 'GET',
    url: '/api/v1/conversations/:id/messages/:message_id/file',
    config: { access: 'viewer' },
    schema: {
      tags: ['conversations'],
      summary: 'The file that came with a message of a client',
      description:
        'Voice, pictures, videos, documents. The platform keeps none of them: it is fetched from the channel for this answer, ' +
        '20 MB at most. Sound, videos and pictures may be shown; everything else is a download.',
      params,
      response: {
        200: { description: 'The file', content: { 'application/octet-stream': { schema: z.unknown() } } },
        ...problemResponses({
          404: 'The conversation has no such message, it carries no file, or the channel has it no longer.',
          413: 'It is larger than the channel gives a bot.',
          422: 'An id is not valid.',
          503: 'The channel does not answer, or other files are being fetched: try again.',
        }),
      },
    },
    handler: async (request, reply) => {
      const { id, message_id } = request.params
      const file = await findMessageFile(database.db, id, message_id)
      if (file === null) return sendProblem(reply, noFile)
      if (running >= maxAtOnce) return sendProblem(reply.header('retry-after', 2), busy)
      running += 1
      try {
        const limits = { maxBytes, signal: AbortSignal.timeout(timeoutMs) }
        return sendFetched(reply, file, await fetchClientFile(file.accountId, file.fileId, limits))
      } finally {
        running -= 1
      }
    },
  })
}

function sendFetched(reply: FastifyReply, file: MessageFile, fetched: FetchedFile): FastifyReply {
  switch (fetched.kind) {
    case 'fetched':
      return sendBytes(reply, file, fetched.bytes)
    case 'too-big':
      return sendProblem(reply, tooBig)
    case 'gone':
      return sendProblem(reply, gone)
    case 'not-fetched':
      return sendProblem(reply.header('retry-after', Math.ceil((fetched.retryAfterMs ?? 5_000) / 1000)), unreachable)
    default:
      return assertNever(fetched)
  }
}

function sendBytes(reply: FastifyReply, { kind, mimeType, fileName }: MessageFile, bytes: Uint8Array): FastifyReply {
  const type = playableType(kind, mimeType)
  return reply
    .type(type ?? 'application/octet-stream')
    .header('content-disposition', describeDownload(fileName ?? kind, type === null ? 'attachment' : 'inline'))
    .header('cache-control', 'private, no-store')
    .send(Buffer.from(bytes))
}

const usualTypes: ReadonlyMap<string, string> = new Map([
  ['voice', 'audio/ogg'],
  ['photo', 'image/jpeg'],
])

/** What a browser plays and cannot run; null for everything else, whatever the sender calls it. SVG is a document with scripts. */
function playableType(kind: string, mimeType: string | null): string | null {
  const type = (mimeType ?? usualTypes.get(kind) ?? '').toLowerCase()
  return /^(?:(?:audio|video)\/[\w.+-]+|image\/(?:jpeg|png|webp|gif))$/.test(type) ? type : null
}

const noFile = { status: 404, code: 'file.not_found', detail: 'There is no file of a client under this address.' }
const gone = { status: 404, code: 'file.gone', detail: 'The channel has this file no longer, or its bot is off.' }
const tooBig = {
  status: 413,
  code: 'file.too_big',
  detail: 'Telegram gives bots files of 20 MB at most. Open it in the chat.',
}
const busy = { status: 503, code: 'file.busy', detail: 'Other files are being fetched. Try again in a moment.' }
const unreachable = { status: 503, code: 'file.channel_unreachable', detail: 'The channel does not answer. Try again.' }
