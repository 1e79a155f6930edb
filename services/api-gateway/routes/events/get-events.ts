import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { covers, type Role } from '#capabilities/access'
import { type EventType, publicEventSchema } from '#shared/events'
import { pageOf } from '../../http/fields/paging.ts'
import { type Problem, problemResponses, sendProblem } from '../../http/problem.ts'
import { identityOf, type RegisterRoute, type RouteContext } from '../../route-context.ts'
import { type EventQuery, eventQuery, findForbidden, type Selection, toSelection } from './event-query.ts'
import { listEvents } from './list-events.ts'

const description = `With \`Accept: text/event-stream\` a stream that stays open: each event as \`id:\` (its position), \`event:\` (its type)
and \`data:\` (the same JSON as an item of the list). It begins after \`Last-Event-ID\` or \`after\`, else with what comes from now
on; a comment every 15 seconds keeps it alive. Otherwise a page of the log, newest first, or, with \`after\`, oldest first.
Events hold no words of clients, and a role hears of nothing that it may not read elsewhere. See docs/events.md.`

export const getEvents: RegisterRoute = (app, context) => {
  app.route({
    method: 'GET',
    url: '/api/v1/events',
    exposeHeadRoute: false,
    config: { access: 'viewer' },
    schema: {
      tags: ['events'],
      summary: 'What happens, live or page by page',
      description,
      querystring: eventQuery,
      headers: z.object({
        'last-event-id': z
          .string()
          .optional()
          .describe(
            'For a stream: the id of the last event you have. Browsers send it by themselves. Wins over `after`.',
          ),
      }),
      response: {
        200: {
          description: 'A page of the log, or the stream.',
          content: {
            'application/json': { schema: pageOf(publicEventSchema) },
            'text/event-stream': { schema: z.string() },
          },
        },
        ...problemResponses({
          401: 'Not signed in.',
          403: 'The role is too low, or hears nothing of a type that was asked for.',
          422: 'A parameter is not valid.',
          429: 'There are too many listeners.',
        }),
      },
    },
    handler: async (request, reply) => {
      const { query } = request
      const role = identityOf(request).role
      const forbidden = findForbidden(query, role)
      if (forbidden !== null) return sendProblem(reply, refuseType(forbidden))
      const selection = toSelection(query, role)
      if (wantsStream(request)) return streamEvents(context, { request, reply, query, role, selection })
      return listEvents(context.database, query, selection)
    },
  })
}

function wantsStream(request: FastifyRequest): boolean {
  return (request.headers.accept ?? '').includes('text/event-stream')
}

function refuseType(type: EventType): Problem {
  return {
    status: 403,
    code: 'auth.role_too_low',
    detail: `Your role hears nothing of ${type}. Leave it out, or use a key of the role that docs/events.md names.`,
  }
}

interface StreamRequest {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly query: EventQuery
  readonly role: Role
  readonly selection: Selection
}

async function streamEvents(
  { events, authenticate }: RouteContext,
  { request, reply, query, role, selection }: StreamRequest,
): Promise<FastifyReply> {
  const opened = await events.open({
    after: parsePosition(request.headers['last-event-id']) ?? query.after ?? null,
    ...selection,
    mayListen: async () => {
      const authentication = await authenticate(request)
      return authentication.kind === 'known' && covers(authentication.identity.role, role)
    },
  })
  if (opened.kind === 'full') {
    reply.header('retry-after', 30)
    return sendProblem(reply, {
      status: 429,
      code: 'events.too_many_listeners',
      detail: 'This server has as many open streams as it may have. Close one, or read the log with `after`.',
    })
  }
  return reply
    .type('text/event-stream; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('x-accel-buffering', 'no')
    .send(opened.stream)
}

// An id that is not ours is no reason to refuse a listener.
function parsePosition(lastEventId: string | string[] | undefined): number | null {
  return typeof lastEventId === 'string' && /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : null
}
