import { basename } from 'node:path'
import { z } from 'zod'
import { findDocument } from '#capabilities/knowledge'
import { writeEtag } from '../../../http/etag.ts'
import { problemResponses, sendProblem } from '../../../http/problem.ts'
import type { RegisterRoute } from '../../../route-context.ts'
import { knowledgeOff, noSuchDocument } from '../knowledge-problems.ts'
import { documentBody, documentParams, toDocumentBody } from './document-body.ts'

const problems = problemResponses({ 404: 'There is no such document.', 422: 'The id is not valid.' })

export const getDocument: RegisterRoute = (app, { database: { db }, knowledge }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/knowledge/documents/:id',
    config: { access: 'viewer' },
    schema: {
      tags: ['knowledge'],
      summary: 'One document, and how reading it went',
      params: documentParams,
      response: { 200: documentBody, ...problems },
    },
    handler: async (request, reply) => {
      const { ownerOf = () => null } = knowledge ?? {}
      const document = await findDocument(db, request.params.id)
      if (document === null) return sendProblem(reply, noSuchDocument)
      const body = toDocumentBody(document, ownerOf)
      return reply.header('etag', writeEtag(body)).send(body)
    },
  })
}

export const getDocumentFile: RegisterRoute = (app, { database: { db }, knowledge }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/knowledge/documents/:id/file',
    config: { access: 'viewer' },
    schema: {
      tags: ['knowledge'],
      summary: 'The file of a document, to be saved',
      params: documentParams,
      response: {
        200: { description: 'The file', content: { 'application/octet-stream': { schema: z.unknown() } } },
        ...problemResponses({
          404: 'There is no such document, or its file is gone.',
          409: 'The knowledge base is turned off.',
          422: 'The id is not valid.',
        }),
      },
    },
    handler: async (request, reply) => {
      if (knowledge === null) return sendProblem(reply, knowledgeOff)
      const document = await findDocument(db, request.params.id)
      const bytes = document === null ? null : await knowledge.readFile(document.id)
      if (document === null || bytes === null) return sendProblem(reply, noSuchDocument)
      const name = encodeURIComponent(basename(document.path))
      // Never shown in the page's own place: an owner's HTML file is not ours.
      return reply
        .type('application/octet-stream')
        .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
        .header('cache-control', 'private, no-store')
        .send(bytes)
    },
  })
}
