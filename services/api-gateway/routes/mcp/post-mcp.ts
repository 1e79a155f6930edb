import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { PrepaidCalls } from '../../auth/prepaid-calls.ts'
import type { GatewayApp } from '../../http/gateway-app.ts'
import { type CallApi, readApiAnswer, writeTarget } from '../../mcp/call-api.ts'
import { identityOf, type RegisterRoute } from '../../route-context.ts'

export const postMcp: RegisterRoute = (app, { prepaid }) => {
  app.route({
    method: 'POST',
    url: '/mcp',
    config: { access: 'viewer' },
    schema: {
      tags: ['mcp'],
      summary: 'Tools for AI assistants (Model Context Protocol, streamable HTTP)',
      description:
        'Takes a JSON-RPC message and answers with JSON; it keeps no session. Which tools there are depends on the role of the key.',
      body: z
        .union([z.record(z.string(), z.unknown()), z.array(z.unknown())])
        .meta({ examples: [{ jsonrpc: '2.0', id: 1, method: 'tools/list' }] }),
      response: {
        200: z.unknown().describe('The answer as JSON-RPC.'),
        202: z.null().describe('A notification was taken.'),
        400: z.unknown().describe('Not a message of the protocol; says so as JSON-RPC.'),
        406: z.unknown().describe('The client must accept both application/json and text/event-stream.'),
      },
    },
    handler: async (request, reply) => {
      const { role } = identityOf(request)
      // Loaded at the first use: most installations never ask for it.
      const [{ createMcpServer }, { answerMessage }] = await Promise.all([
        import('../../mcp/create-mcp-server.ts'),
        import('../../mcp/answer-message.ts'),
      ])
      const server = createMcpServer(createInnerCalls(app, prepaid, request), role)
      return send(reply, await answerMessage(server, { headers: readHeaders(request), message: request.body }))
    },
  })
}

// What makes the inner request one of the same caller. The origin was checked on the way in.
const identifying = ['authorization', 'cookie'] as const

/** The first call is counted already: by the request that asks for it. A batch pays for each of its others. */
function createInnerCalls(app: GatewayApp, prepaid: PrepaidCalls, { headers }: FastifyRequest): CallApi {
  const own = Object.fromEntries(
    identifying.flatMap(name => (headers[name] === undefined ? [] : [[name, headers[name]]])),
  )
  let isPaid = true
  return async request => {
    const { method, body } = request
    const ticket = isPaid ? prepaid.issue() : null
    isPaid = false
    const options = {
      method,
      url: writeTarget(request),
      headers: { ...own, ...ticket?.headers },
      ...(body !== undefined && { payload: body as object }),
    }
    try {
      const { statusCode, payload } = await app.inject(options)
      return readApiAnswer(statusCode, payload)
    } finally {
      ticket?.end()
    }
  }
}

function readHeaders({ headers }: FastifyRequest): Headers {
  const read = new Headers()
  for (const name of ['accept', 'content-type', 'mcp-protocol-version']) {
    const value = headers[name]
    if (typeof value === 'string') read.set(name, value)
  }
  return read
}

async function send(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  const text = await response.text()
  reply.code(response.status).serializer((value: unknown) => String(value))
  return text === '' ? reply.send() : reply.type('application/json; charset=utf-8').send(text)
}
