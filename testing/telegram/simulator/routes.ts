import type { IncomingMessage, ServerResponse } from 'node:http'
import type { World } from '../state/world.ts'
import { readBody } from '../wire/body/read-body.ts'
import type { ServeOther } from '../wire/server.ts'
import { type Action, createActions } from './actions.ts'
import { streamEvents } from './events.ts'
import { pageFiles, sendPageFile } from './page-files.ts'

/** The web page of the fake Telegram: its files, its endpoints under `/_sim/` and its stream of events. */
export function createSimulator(world: World): ServeOther {
  const actions = createActions(world)
  return (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const file = pageFiles.get(url.pathname)
    const action = actions.get(`${request.method} ${url.pathname}`)
    if (file !== undefined) sendPageFile(file, response)
    else if (url.pathname === '/_sim/events') streamEvents(world, response)
    else if (action !== undefined) runAction(action, { request, response, query: url.searchParams })
    else return false
    return true
  }
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly query: URLSearchParams
}

/** The page shows the reason of a failure, so every error becomes an answer. */
function runAction(action: Action, { request, response, query }: Exchange): void {
  readBody(request, body => {
    try {
      const result = action({ query, body: body ?? Buffer.alloc(0) })
      if (Buffer.isBuffer(result)) response.end(result)
      else sendJson(response, 200, result)
    } catch (error) {
      sendJson(response, 400, { error: error instanceof Error ? error.message : String(error) })
    }
  })
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' })
  response.end(JSON.stringify(value ?? null))
}
