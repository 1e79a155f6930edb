import { generateKeyPairSync } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { startLoopbackServer } from '../loopback-server.ts'
import { type ErrorName, sendError, sendJson } from './answers.ts'
import { createEventStore, type EventStore, isObject, type StoreOutcome } from './event-store.ts'
import { createOAuth, type OAuth } from './oauth-endpoints.ts'

/** What can go wrong with a call, token endpoint included. */
export type GoogleFault =
  | { readonly kind: 'error'; readonly name: ErrorName }
  /** Takes the request and never says anything. */
  | { readonly kind: 'hang' }
  /** Closes the connection; `before` or `after` the work is done. */
  | { readonly kind: 'drop'; readonly when: 'before' | 'after' }
  /** Status 200 and a page of a proxy. */
  | { readonly kind: 'garbage' }

/** A running stand-in for Google's OAuth server and Calendar API v3, on 127.0.0.1. */
export interface GoogleCalendarServer {
  readonly url: string
  /** For `google_calendar.api_root`. */
  readonly apiRoot: string
  readonly calendarId: string
  readonly store: EventStore
  readonly oauth: OAuth
  /** Method and path of every call, oldest first; tokens and bodies are not kept. */
  readonly calls: readonly string[]
  /** Contents of a credentials file. */
  readonly serviceAccountFile: object
  readonly oauthClientFile: object
  /** The next call gets the first fault, the one after it the second, … */
  failNext(...faults: readonly GoogleFault[]): void
  stop(): Promise<void>
}

const calendarId = 'owner@example.com'
const serviceAccount = 'platform@project.iam.example.com'
const client = { client_id: '1.apps.example.com', client_secret: 'client-secret' }
// Made once: it takes a fifth of a second.
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
/** Google does not say how much it takes; it refuses a year. */
const longestRangeMs = 60 * 86_400_000

/** Strict where Google is: tokens, event ids, duplicates, deleted events, sequence numbers, ranges, the shape of errors. */
export async function startGoogleCalendar(now: () => number): Promise<GoogleCalendarServer> {
  const store = createEventStore()
  const calls: string[] = []
  const faults: GoogleFault[] = []
  const tokenUrl = (): string => `${server.url}/token`
  const oauth = createOAuth({
    now,
    tokenUrl,
    serviceAccount,
    publicKey: keys.publicKey,
    clientId: client.client_id,
    clientSecret: client.client_secret,
  })
  const server = await startLoopbackServer((request, response) => void answer(request, response))

  return {
    url: server.url,
    apiRoot: `${server.url}/calendar/v3`,
    calendarId,
    store,
    oauth,
    calls,
    serviceAccountFile: {
      type: 'service_account',
      client_email: serviceAccount,
      private_key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }),
      token_uri: tokenUrl(),
    },
    oauthClientFile: { installed: { ...client, token_uri: tokenUrl() } },
    failNext: (...more) => void faults.push(...more),
    stop: server.stop,
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/'
    calls.push(`${request.method} ${path}`)
    const body = await readBody(request)
    const fault = faults.shift()
    switch (fault?.kind) {
      case 'error':
        return sendError(response, fault.name)
      case 'hang':
        return
      case 'garbage':
        return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>')
      case 'drop':
        if (fault.when === 'after') work(request, body)
        return void response.destroy()
      default: {
        const done = work(request, body)
        if (done.kind === 'error') return sendError(response, done.name)
        if (done.status === 204) return void response.writeHead(204).end()
        sendJson(response, done.status, done.body)
      }
    }
  }

  type Done =
    | { readonly kind: 'body'; readonly status: number; readonly body: object }
    | { readonly kind: 'error'; readonly name: ErrorName }

  function work(request: IncomingMessage, text: string): Done {
    const path = request.url ?? '/'
    if (path === '/device/code') return { kind: 'body', ...oauth.askForCode(new URLSearchParams(text)) }
    if (path === '/token') return { kind: 'body', ...oauth.askForToken(new URLSearchParams(text)) }
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    if (!oauth.isValid(token)) return { kind: 'error', name: 'authError' }
    const body = parse(text)
    if (request.method === 'POST' && path === '/calendar/v3/freeBusy') return freeBusy(body)
    const [, calendar, id] = /^\/calendar\/v3\/calendars\/([^/]+)\/events(?:\/([^/]+))?$/.exec(path) ?? []
    if (calendar === undefined || decodeURIComponent(calendar) !== calendarId)
      return { kind: 'error', name: 'notFound' }
    return event(request.method ?? '', id ?? null, body)
  }

  function event(method: string, id: string | null, body: unknown): Done {
    if (method === 'POST' && id === null) return toDone(store.insert(body), 200)
    if (method === 'PUT' && id !== null) return toDone(store.update(id, body), 200)
    if (method === 'DELETE' && id !== null) return toDone(store.delete(id), 204)
    return { kind: 'error', name: 'notFound' }
  }

  function freeBusy(body: unknown): Done {
    if (!isObject(body) || !Array.isArray(body.items)) return { kind: 'error', name: 'badRequest' }
    const [from, to] = [Date.parse(String(body.timeMin)), Date.parse(String(body.timeMax))]
    if (Number.isNaN(from) || Number.isNaN(to)) return { kind: 'error', name: 'badRequest' }
    if (to <= from) return { kind: 'error', name: 'timeRangeEmpty' }
    if (to - from > longestRangeMs) return { kind: 'error', name: 'timeRangeTooLong' }
    const entries = body.items.map(item => {
      const id = isObject(item) ? String(item.id) : ''
      // Google cuts what it tells to the stretch that was asked for, and answers 200 for a calendar that is not there.
      const isKnown = id === calendarId
      return [
        id,
        isKnown ? { busy: busyWithin(from, to) } : { errors: [{ domain: 'global', reason: 'notFound' }], busy: [] },
      ]
    })
    return { kind: 'body', status: 200, body: { kind: 'calendar#freeBusy', calendars: Object.fromEntries(entries) } }
  }

  function busyWithin(from: number, to: number): readonly object[] {
    return store
      .list()
      .filter(event => !event.isTransparent && event.from < to && event.to > from)
      .map(event => ({ start: toIso(Math.max(event.from, from)), end: toIso(Math.min(event.to, to)) }))
  }
}

function toDone(outcome: StoreOutcome, status: number) {
  if (outcome.kind === 'error') return outcome
  const { from, to, isTransparent: _, ...event } = outcome.event
  return {
    kind: 'body',
    status,
    body: { kind: 'calendar#event', ...event, start: { dateTime: toIso(from) }, end: { dateTime: toIso(to) } },
  } as const
}

function toIso(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z')
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
