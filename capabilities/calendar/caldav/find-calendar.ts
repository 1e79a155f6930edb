import type { DAVResponse } from 'tsdav'
import type { DavAnswer, DavClient } from './dav-client.ts'

export interface CalendarWish {
  /** The server, the user's home, or the calendar itself. */
  readonly url: string
  /** Display name or last part of the address; null: the first one for events. */
  readonly name: string | null
}

/** Where the calendar's entries lie, with a slash at the end; `absent` when the server shows no such calendar to this user. */
export async function findCalendar(
  dav: DavClient,
  wish: CalendarWish,
  signal: AbortSignal,
): Promise<DavAnswer<string>> {
  const root = await read(dav, { url: wish.url, depth: '0' }, signal)
  if (root.kind === 'done' && root.value.some(isCalendar)) return { ...root, value: asFolder(root.url) }
  const principal = await findPrincipal(dav, { wish, root }, signal)
  if (principal.kind !== 'done') return principal
  const home = await follow(dav, { from: principal, prop: 'calendarHomeSet' }, signal)
  if (home.kind !== 'done') return home
  const calendars = await read(dav, { url: home.value, depth: '1' }, signal)
  if (calendars.kind !== 'done') return calendars
  const chosen = calendars.value.filter(isCalendar).find(response => isMeant(response, wish.name))
  if (chosen?.href === undefined) return { kind: 'absent' }
  return { ...calendars, value: asFolder(new URL(chosen.href, calendars.url).href) }
}

type Responses = DavAnswer<readonly DAVResponse[]>

/** What a given address says of its user, else what the server's well-known address says (RFC 6764). */
async function findPrincipal(
  dav: DavClient,
  { wish, root }: { readonly wish: CalendarWish; readonly root: Responses },
  signal: AbortSignal,
): Promise<DavAnswer<string>> {
  const own = pickHref(root, 'currentUserPrincipal')
  if (own.kind !== 'absent') return own
  const wellKnown = new URL('/.well-known/caldav', wish.url).href
  return pickHref(await read(dav, { url: wellKnown, depth: '0' }, signal), 'currentUserPrincipal')
}

async function follow(
  dav: DavClient,
  { from, prop }: { readonly from: { readonly value: string }; readonly prop: string },
  signal: AbortSignal,
): Promise<DavAnswer<string>> {
  return pickHref(await read(dav, { url: from.value, depth: '0' }, signal), prop)
}

function pickHref(responses: Responses, prop: string): DavAnswer<string> {
  if (responses.kind !== 'done') return responses
  const hrefs = responses.value.map(response => response.props?.[prop]?.href)
  const href = hrefs.find((found): found is string => typeof found === 'string')
  return href === undefined ? { kind: 'absent' } : { ...responses, value: new URL(href, responses.url).href }
}

async function read(
  dav: DavClient,
  { url, depth }: { readonly url: string; readonly depth: '0' | '1' },
  signal: AbortSignal,
): Promise<Responses> {
  const props = {
    'd:resourcetype': {},
    'd:displayname': {},
    'd:current-user-principal': {},
    'c:calendar-home-set': {},
    'c:supported-calendar-component-set': {},
  }
  return dav.ask(({ fetch, tsdav }) => tsdav.propfind({ url, props, depth, fetch }), signal)
}

function isCalendar({ props }: DAVResponse): boolean {
  if (!Object.keys(props?.resourcetype ?? {}).includes('calendar')) return false
  const components: unknown = props?.supportedCalendarComponentSet?.comp
  const names = [components].flat().map(component => componentName(component))
  return components === undefined || names.includes('VEVENT')
}

function componentName(component: unknown): unknown {
  const attributes = typeof component === 'object' && component !== null && '_attributes' in component
  return attributes ? (component._attributes as { readonly name?: unknown }).name : undefined
}

function isMeant({ href, props }: DAVResponse, name: string | null): boolean {
  if (name === null) return true
  const display: unknown = props?.displayname
  const lastPart = decodeURIComponent(href ?? '')
    .split('/')
    .filter(part => part !== '')
    .at(-1)
  return lastPart === name || (display !== undefined && String(display) === name)
}

function asFolder(url: string): string {
  return url.endsWith('/') ? url : `${url}/`
}
