import { z } from 'zod'
import { documentBytes } from '#capabilities/channels'
import type { OutboundId } from '#shared/database'
import { findDocument } from '../../chat/read-attachments.ts'
import { describeDownload } from '../../http/describe-download.ts'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { findChat } from '../../read-chat.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { chatParams } from './chat-params.ts'

const params = chatParams.extend({
  document_id: z.coerce
    .number()
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .describe('The id of a document of a message.'),
})

/** A file that went out with a message: always a download, never something that the browser shows or runs. */
export const getChatDocument: RegisterRoute = (app, { database, webchat }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/webchat/chats/:chat_id/documents/:document_id',
    schema: {
      tags: ['webchat'],
      summary: 'Download a file of a chat',
      params,
      response: {
        200: { description: 'The file', content: { 'application/octet-stream': { schema: z.unknown() } } },
        ...problemResponses({ 401: 'Not signed in.', 404: 'No such file in this chat.' }),
      },
    },
    handler: async (request, reply) => {
      const { chat_id, document_id } = request.params
      const conversationId = await findChat(database.db, webchat.accountId, chat_id)
      const document =
        conversationId === null ? null : await findDocument(database.db, conversationId, document_id as OutboundId)
      if (document === null) {
        return sendProblem(reply, { status: 404, code: 'chat.no_such_document', detail: 'No such file in this chat.' })
      }
      return reply
        .type(describeType(document.mimeType))
        .header('content-disposition', describeDownload(document.fileName))
        .header('cache-control', 'private, no-store')
        .send(documentBytes(document))
    },
  })
}

/** What is not plainly a type goes as bytes. Texts are ours, and in UTF-8. */
function describeType(mimeType: string): string {
  if (!/^[\w.+-]+\/[\w.+-]+$/.test(mimeType)) return 'application/octet-stream'
  return mimeType.startsWith('text/') ? `${mimeType}; charset=utf-8` : mimeType
}
