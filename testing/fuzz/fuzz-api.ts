import fc from 'fast-check'
import { createKey, type Role, revokeKey } from '#capabilities/access'
import { readDocument, toOperations } from '../api-operations.ts'
import type { TestGateway } from '../gateway-harness.ts'
import { type Answer, createJudge } from './judge-answer.ts'
import { type Caller, type FuzzRequest, requestArbitrary } from './request-arbitrary.ts'

export interface FuzzOptions {
  readonly count: number
  readonly seed: number
  /** How many requests are in the air at once. */
  readonly atOnce: number
}

export interface Fault {
  readonly complaint: string
  readonly request: FuzzRequest
  readonly answer: Answer
}

export interface FuzzReport {
  readonly faults: readonly Fault[]
  /** How often each operation answered with each status: `GET /api/v1/leads` → 200 → 118. */
  readonly statuses: ReadonlyMap<string, ReadonlyMap<number, number>>
}

/** Sends requests that are made of a gateway's own document, and judges every answer by it. The same seed sends the same requests. */
export async function fuzzApi(test: TestGateway, { count, seed, atOnce }: FuzzOptions): Promise<FuzzReport> {
  const document = await readDocument(test.url)
  const operations = toOperations(document)
  const judge = createJudge(document)
  const schemas = document.components?.schemas ?? {}
  const each = Math.ceil(count / operations.length)
  const queues = operations.map((operation, place) =>
    fc.sample(requestArbitrary(operation, schemas), { seed: seed + place, numRuns: each }),
  )
  // One of each operation in turn, so that those in the air at once are different ones.
  const requests = [...Array(each).keys()].flatMap(round => queues.flatMap(queue => queue[round] ?? []))
  const faults: Fault[] = []
  const statuses = new Map<string, Map<number, number>>()
  for (let start = 0; start < count; start += atOnce) {
    const callers = await makeCallers(test)
    const batch = requests.slice(start, Math.min(start + atOnce, count))
    await Promise.all(
      batch.map(async request => {
        const answer = await send(test.url, request, callers[request.caller])
        const complaint = judge(request, answer)
        if (complaint !== null) faults.push({ complaint, request, answer })
        tally(statuses, request, answer.status)
      }),
    )
  }
  return { faults, statuses }
}

type Credentials = Readonly<Record<string, string>>

/** Anew for each batch: some requests end keys. */
async function makeCallers({ deps: { database }, clock }: TestGateway): Promise<Record<Caller, Credentials>> {
  return database.transaction(async tx => {
    const make = async (role: Role) => {
      const { key, text } = await createKey(tx, { name: role, role, expiresAt: null, actor: 'fuzz' }, clock.now())
      return { id: key.id, credentials: { authorization: `Bearer ${text}` } }
    }
    const revoked = await make('admin')
    await revokeKey(tx, { id: revoked.id, actor: 'fuzz' }, clock.now())
    return {
      admin: (await make('admin')).credentials,
      operator: (await make('operator')).credentials,
      viewer: (await make('viewer')).credentials,
      nobody: {},
      revoked: revoked.credentials,
    }
  })
}

// The longest that an endpoint waits for somebody else is half a minute: what has no answer by then never has one.
const patienceMs = 60_000

async function send(url: string, request: FuzzRequest, credentials: Credentials): Promise<Answer> {
  const response = await fetch(`${url}${request.target}`, {
    method: request.operation.method,
    redirect: 'manual',
    signal: AbortSignal.timeout(patienceMs),
    // A proxy's header: being on this machine is no right.
    headers: { ...request.headers, ...credentials, 'x-forwarded-for': '203.0.113.7' },
    ...(request.body !== null && { body: request.body }),
  })
  const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? ''
  if (type !== 'text/event-stream') return { status: response.status, type, text: await response.text() }
  // A stream that never ends by itself.
  await response.body?.cancel()
  return { status: response.status, type, text: '' }
}

function tally(statuses: Map<string, Map<number, number>>, { operation }: FuzzRequest, status: number): void {
  const name = `${operation.method} ${operation.path}`
  const counts = statuses.get(name) ?? new Map<number, number>()
  counts.set(status, (counts.get(status) ?? 0) + 1)
  statuses.set(name, counts)
}
