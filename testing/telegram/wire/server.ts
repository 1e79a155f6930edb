import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { World } from '../state/world.ts'
import { handleCall } from './handle-call.ts'
import { Refusal } from './refusal.ts'
import { sendRefusal } from './respond.ts'
import { serveFile } from './serve-file.ts'

/** Handles requests that are not of the Bot API; false when it does not know the path either. */
export type ServeOther = (request: IncomingMessage, response: ServerResponse) => boolean

const idleConnectionMs = 75_000

/** The Bot API's HTTP server, not listening yet. */
export function createApiServer(world: World, serveOther: ServeOther): Server {
  const server = createServer({ keepAliveTimeout: idleConnectionMs, requestTimeout: 0 }, (request, response) => {
    const url = request.url ?? '/'
    if (url.startsWith('/bot')) routeCall(world, request, response)
    else if (url.startsWith('/file/bot')) serveFile(world, url, response)
    else if (!serveOther(request, response)) sendRefusal(response, new Refusal(404, 'Not Found'))
  })
  return server
}

function routeCall(world: World, request: IncomingMessage, response: ServerResponse): void {
  const address = parseCallAddress(request.url ?? '')
  const bot = address === null ? undefined : world.bots.get(address.token)
  if (address === null) sendRefusal(response, new Refusal(404, 'Not Found'))
  else if (bot === undefined) sendRefusal(response, unauthorized(address.token))
  else handleCall(world, bot, { request, response, methodName: address.methodName, query: address.query })
}

interface CallAddress {
  readonly token: string
  readonly methodName: string
  readonly query: string
}

/** `/bot<token>/<method>?<query>`; null for anything else. */
function parseCallAddress(url: string): CallAddress | null {
  const queryStart = url.indexOf('?')
  const path = queryStart === -1 ? url : url.slice(0, queryStart)
  const slash = path.indexOf('/', 1)
  if (slash === -1) return null
  return {
    // Only a client that escapes the colon needs decoding.
    token: unescapeColon(path.slice('/bot'.length, slash)),
    methodName: path.slice(slash + 1),
    query: queryStart === -1 ? '' : url.slice(queryStart + 1),
  }
}

function unescapeColon(token: string): string {
  return token.replace(/%3a/gi, ':')
}

function unauthorized(token: string): Refusal {
  const isToken = /^[1-9]\d*:./.test(token) && token.length <= 80
  return new Refusal(401, isToken ? 'Unauthorized' : 'Unauthorized: invalid token specified')
}
