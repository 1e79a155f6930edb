import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { connectDatabase } from '#shared/database'
import { startTestGateway, type TestGateway, testAdminKey } from '../../gateway-harness.ts'
import { type Asked, ask } from './ask.ts'
import { fillDatabase, type Size } from './fill-database.ts'
import { recordQueries } from './record-queries.ts'
import { type Query, startBareServer } from './start-bare-server.ts'

/**
 * How fast the lists of the API answer, beside a bare server that runs the same statements on the same file in the same run, with
 * few rows and with many: `npm run bench:lists -- [--leads 100000] [--messages-per-lead 10] [--count 400]`.
 */
const { values } = parseArgs({
  options: {
    leads: { type: 'string', default: '100000' },
    'messages-per-lead': { type: 'string', default: '10' },
    count: { type: 'string', default: '400' },
  },
})
const count = Number(values.count)
const atOnce = 4
const rounds = 5
const headers = { authorization: `Bearer ${testAdminKey}` }

interface Line {
  readonly name: string
  readonly gateway: Asked
  readonly bare: Asked
}

const large = { leads: Number(values.leads), messagesPerLead: Number(values['messages-per-lead']) }
const small = { leads: 1_000, messagesPerLead: 10 }
const few = await measure(small)
const many = await measure(large)
console.log(
  `${small.leads} leads, ${small.leads * small.messagesPerLead} messages → ${large.leads}, ${large.leads * large.messagesPerLead}`,
)
console.log(
  `${'list'.padEnd(28)}   req/s    bare  ratio  CPU ms    bare  ratio         p50 ms         p99 ms  growth of p50, p99, CPU`,
)
for (const [index, line] of many.entries()) console.log(format(few[index] ?? line, line))

function format({ gateway: before }: Line, { name, gateway, bare }: Line): string {
  const growth = [gateway.p50Ms / before.p50Ms, gateway.p99Ms / before.p99Ms, gateway.cpuMs / before.cpuMs]
  const pair = (one: number, other: number): string => `${one.toFixed(1)} → ${other.toFixed(1)}`.padStart(14)
  return [
    name.padEnd(28),
    gateway.perSecond.toFixed(0).padStart(7),
    bare.perSecond.toFixed(0).padStart(7),
    (gateway.perSecond / bare.perSecond).toFixed(2).padStart(6),
    gateway.cpuMs.toFixed(2).padStart(7),
    bare.cpuMs.toFixed(2).padStart(7),
    (bare.cpuMs / gateway.cpuMs).toFixed(2).padStart(6),
    pair(before.p50Ms, gateway.p50Ms),
    pair(before.p99Ms, gateway.p99Ms),
    ` ${growth.map(factor => factor.toFixed(2)).join(', ')}`,
  ].join(' ')
}

async function measure(size: Size): Promise<readonly Line[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lists-'))
  const path = join(folder, 'conversations.db')
  const database = connectDatabase({ engine: 'sqlite', path })
  try {
    await fillDatabase(database, size)
    const gateway = await startTestGateway({ database })
    const lists = await nameLists(gateway, size)
    const queries = new Map<string, readonly Query[]>()
    for (const { path } of lists) queries.set(path, await recordQueries(database, path))
    const bare = await startBareServer(path, queries)
    const lines: Line[] = []
    for (const { name, path } of lists) lines.push({ name, ...(await compare(gateway.url + path, bare.url + path)) })
    await bare.close()
    await gateway.close()
    return lines
  } finally {
    await database.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function nameLists(gateway: TestGateway, { leads, messagesPerLead }: Size) {
  const lists = {
    'leads, first page': '/api/v1/leads',
    'leads, 200 a page': '/api/v1/leads?limit=200',
    'leads by -updated_at': '/api/v1/leads?sort=-updated_at',
    'leads of a stage': '/api/v1/leads?stage=presentation',
    'leads by -fit_score, status': '/api/v1/leads?sort=-fit_score&status=won',
    'leads with a rare word': `/api/v1/leads?q=${encodeURIComponent(`редкое${Math.floor(leads / 2) * messagesPerLead}`)}`,
    'leads with a common word': `/api/v1/leads?q=${encodeURIComponent('слово42')}`,
    contacts: '/api/v1/contacts',
  }
  const deep = await findDeepCursor(gateway, leads)
  return [
    ...Object.entries(lists).map(([name, path]) => ({ name, path })),
    { name: 'leads, a page near the end', path: `/api/v1/leads?cursor=${deep}` },
  ]
}

/** The cursor of a page nine tenths down the list, built from its key: walking there would take long. */
async function findDeepCursor(gateway: TestGateway, leads: number): Promise<string> {
  const id = Math.floor(leads / 10)
  const cursor = Buffer.from(JSON.stringify(['-created_at', id * 1000, id])).toString('base64url')
  const response = await fetch(`${gateway.url}/api/v1/leads?cursor=${cursor}`, { headers })
  if (!response.ok) throw new Error(`the cursor was refused: ${response.status}`)
  return cursor
}

/** In turns, so that whatever else the machine does falls on both; the median of the rounds. */
async function compare(gatewayUrl: string, bareUrl: string): Promise<{ gateway: Asked; bare: Asked }> {
  const asked: { gateway: Asked; bare: Asked }[] = []
  for (let round = 0; round <= rounds; round++) {
    const bare = await ask(bareUrl, { headers, count, atOnce })
    const gateway = await ask(gatewayUrl, { headers, count, atOnce })
    // The first round warms both up.
    if (round > 0) asked.push({ gateway, bare })
  }
  return { gateway: median(asked.map(pair => pair.gateway)), bare: median(asked.map(pair => pair.bare)) }
}

function median(rounds: readonly Asked[]): Asked {
  const middle = (pick: (asked: Asked) => number): number =>
    rounds.map(pick).sort((a, b) => a - b)[rounds.length >> 1] ?? Number.NaN
  return {
    perSecond: middle(asked => asked.perSecond),
    p50Ms: middle(asked => asked.p50Ms),
    p99Ms: middle(asked => asked.p99Ms),
    cpuMs: middle(asked => asked.cpuMs),
  }
}
