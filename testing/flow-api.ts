import { onTestFinished } from 'vitest'
import type { KnowledgeBase } from '#capabilities/knowledge'
import type { Database } from '#shared/database'
import { createTestBookings } from './create-test-bookings.ts'
import { type FlowHarness, type FlowOptions, flowSettings, startFlow } from './flow-harness.ts'
import { startTestGateway, type TestGateway, testAdminKey, testBusiness } from './gateway-harness.ts'

/** The platform of a test with its API over real HTTP. Both end with the test. */
export interface FlowApi {
  readonly flow: FlowHarness
  readonly gateway: TestGateway
  /** Asks with the admin key; the path goes on after `/api/v1`. A body is sent as JSON. */
  ask<Body = unknown>(method: string, path: string, body?: unknown): Promise<ApiAnswer<Body>>
  /** A GET whose answer must be 200. */
  get<Body>(path: string): Promise<Body>
  /** All items of a list, fetched page by page. */
  listAll<Item>(path: string): Promise<readonly Item[]>
}

export interface ApiAnswer<Body> {
  readonly status: number
  readonly headers: Headers
  /** Null when the answer has none. */
  readonly body: Body
}

/** The owner's documents, where a test is about them. */
export interface TestDocuments {
  readonly knowledge: KnowledgeBase
  readonly knowledgeFolder: string
}

export async function startFlowApi(
  database: Database,
  options: FlowOptions = {},
  documents: TestDocuments | null = null,
): Promise<FlowApi> {
  const flow = await startFlow(database, options)
  const { bus, queue, newId, playbook, render } = flow.jobs
  const timeZone = options.timeZone ?? flowSettings.timeZone
  const bookings = createTestBookings({ database, clock: flow.clock, playbook, timeZone })
  const { knowledge = null, knowledgeFolder = testBusiness.knowledgeFolder } = documents ?? {}
  const gateway = await startTestGateway({
    ...{ database, bus, queue, newId, playbook, render, bookings, knowledge },
    ...{ clock: flow.clock, previews: flow.previews },
    business: { ...testBusiness, timeZone, knowledgeFolder },
  })
  onTestFinished(async () => {
    await gateway.close()
    await flow.stop()
  })

  async function ask<Body>(method: string, path: string, body?: unknown): Promise<ApiAnswer<Body>> {
    const headers = { authorization: `Bearer ${testAdminKey}` }
    const request =
      body === undefined
        ? { method, headers }
        : { method, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const response = await fetch(`${gateway.url}/api/v1${path}`, request)
    const text = await response.text()
    // What the test expects of it is checked by the test.
    const parsed = (text === '' ? null : JSON.parse(text)) as Body
    return { status: response.status, headers: response.headers, body: parsed }
  }

  async function get<Body>(path: string): Promise<Body> {
    const { status, body } = await ask<Body>('GET', path)
    if (status !== 200) throw new Error(`GET ${path} was answered ${status}: ${JSON.stringify(body)}`)
    return body
  }

  async function listAll<Item>(path: string): Promise<readonly Item[]> {
    const items: Item[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const query = `${path}${path.includes('?') ? '&' : '?'}${cursor === '' ? '' : `cursor=${cursor}`}`
      const page: { items: Item[]; next_cursor: string | null } = await get(query)
      items.push(...page.items)
      cursor = page.next_cursor
    }
    return items
  }

  return { flow, gateway, ask, get, listAll }
}
