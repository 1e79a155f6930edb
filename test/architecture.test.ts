import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

/** The rules of the house (ARCHITECTURE.md), held against the source text. */
const root = resolve(import.meta.dirname, '..')
const floors = ['shared', 'capabilities', 'flow', 'services', 'scripts'] as const
const order: readonly string[] = floors
const sharedRooms = ['utils', 'documents', 'network', 'config', 'database', 'cache', 'events']

interface SourceFile {
  readonly path: string
  readonly text: string
  /** Every module it imports or re-exports, as written. */
  readonly imports: readonly string[]
}

const everything = [...floors, 'testing', 'test'].flatMap(listFiles).map(readSource)
const code = everything.filter(
  file => floors.some(floor => file.path.startsWith(`${floor}/`)) && !isTestFile(file.path),
)

describe('the house', () => {
  it('imports only downward, and never from a sibling', () => {
    expect(code.flatMap(file => file.imports.flatMap(target => refuseFloor(file.path, target)))).toEqual([])
  })

  it('enters a module only through its door', () => {
    expect(code.flatMap(file => file.imports.flatMap(target => refuseSideDoor(file.path, target)))).toEqual([])
  })

  it('has no import cycles', () => {
    expect(findCycles(new Map(code.map(file => [file.path, resolveImports(file)])))).toEqual([])
  })

  it('reads the environment in shared/config only', () => {
    expect(findText(/\bprocess\.env\b/, ['shared/config/', 'scripts/'])).toEqual([])
  })

  it('takes time and chance from shared/utils only', () => {
    const wild = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bsetTimeout\(|\bsetInterval\(|\bperformance\.now\(/
    expect(findText(wild, ['shared/utils/', 'scripts/', 'services/api-gateway/page/'])).toEqual([])
  })

  it('reaches the network in implementations of contracts only', () => {
    const network = /from 'node:(?:net|http|https|dgram|tls)'|from '(?:undici|openai|ioredis|grammy)|(?<![.\w])fetch\(/
    const allowed = ['capabilities/', 'services/api-gateway/', 'scripts/', 'shared/cache/', 'shared/network/']
    expect(findText(network, allowed)).toEqual([])
  })

  it('prints to the console in scripts only', () => {
    expect(findText(/\bconsole\./, ['scripts/', 'services/api-gateway/page/'])).toEqual([])
  })

  it('has one writing module per table', () => {
    expect(code.flatMap(findForeignWrites)).toEqual([])
  })

  it('sends through the speaker only, and the agent neither writes nor sends', () => {
    expect(findText(/\bchannel\.send\(/, ['flow/speaker.ts', 'capabilities/channels/'])).toEqual([])
    const agent = code.filter(file => file.path.startsWith('flow/agent/'))
    expect(
      agent
        .filter(file => /\.transaction\(|insertInto\(|updateTable\(|deleteFrom\(|\.send\(/.test(file.text))
        .map(file => file.path),
    ).toEqual([])
  })

  it('tests every contract of a capability with one suite', () => {
    const contracts = code
      .filter(file => /^capabilities\/\w+\/contract\.ts$/.test(file.path))
      .map(file => dirname(file.path))
    const suites = everything.filter(file => file.path.endsWith('.contract.ts')).map(file => dirname(file.path))
    expect(contracts.filter(folder => !suites.includes(folder))).toEqual([])
  })

  it('keeps files under 400 lines', () => {
    expect(everything.filter(file => file.text.split('\n').length > 400).map(file => file.path)).toEqual([])
  })
})

function listFiles(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.ts'))
    .map(path => join(folder, path))
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8')
  const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, target = '']) => target)
  return { path, text, imports }
}

function isTestFile(path: string): boolean {
  return path.endsWith('.test.ts') || path.endsWith('.contract.ts')
}

/** `#shared/utils` and relative paths alike, as a path from the root without its file; null for packages. */
function homeOf(from: string, target: string): string | null {
  if (target.startsWith('#')) return target.slice(1)
  return target.startsWith('.') ? relative(root, resolve(root, dirname(from), target)) : null
}

function refuseFloor(from: string, target: string): readonly string[] {
  const home = homeOf(from, target)
  if (home === null) return []
  const [floor = '', room = ''] = from.split('/')
  const [targetFloor = '', targetRoom = ''] = home.split('/')
  const complaint = [`${from} imports ${target}`]
  const rise = order.indexOf(targetFloor) - order.indexOf(floor)
  if (rise > 0 || !floors.some(name => name === targetFloor)) return complaint
  if (rise < 0 || room === targetRoom) return []
  if (floor === 'shared') return sharedRooms.indexOf(targetRoom) < sharedRooms.indexOf(room) ? [] : complaint
  if (floor === 'capabilities') return complaint
  // Beside the four services lies what they share: files (app.ts, settings.ts) and parts, which know of no service.
  const isShared = (name: string): boolean => name.endsWith('.ts') || name === 'parts'
  return floor !== 'services' || room.endsWith('.ts') || isShared(targetRoom) ? [] : complaint
}

/** A relative import stays within its module; others go through `#…`, which resolves to a door. */
function refuseSideDoor(from: string, target: string): readonly string[] {
  const home = homeOf(from, target)
  if (home === null || target.startsWith('#')) return []
  const moduleOf = (path: string): string => {
    const [floor = '', room = ''] = path.split('/')
    return floor === 'shared' || floor === 'capabilities' ? `${floor}/${room}` : floor
  }
  const isScript = from.startsWith('scripts/') && home.startsWith('services/')
  return moduleOf(from) === moduleOf(home) || isScript ? [] : [`${from} imports ${target}`]
}

function resolveImports(file: SourceFile): readonly string[] {
  return file.imports.flatMap(target => {
    const home = homeOf(file.path, target)
    if (home === null) return []
    return [target.startsWith('#') ? join(home, 'index.ts') : home]
  })
}

function findCycles(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const finished = new Set<string>()
  const path: string[] = []
  const cycles: string[] = []
  const visit = (file: string): void => {
    if (finished.has(file)) return
    const start = path.indexOf(file)
    if (start >= 0) return void cycles.push([...path.slice(start), file].join(' → '))
    path.push(file)
    for (const next of graph.get(file) ?? []) visit(next)
    path.pop()
    finished.add(file)
  }
  for (const file of graph.keys()) visit(file)
  return cycles
}

function findText(pattern: RegExp, allowed: readonly string[]): readonly string[] {
  return code
    .filter(file => !allowed.some(place => file.path.startsWith(place)))
    .filter(file => pattern.test(stripComments(file.text)))
    .map(file => file.path)
}

function stripComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '')
}

/** Who may write which table: the whole truth about a row is in one place. The import of earlier files fills them all, once. */
const writers: Readonly<Record<string, readonly string[]>> = {
  accounts: ['capabilities/conversations/'],
  api_keys: ['capabilities/access/'],
  audit_log: ['capabilities/access/'],
  bot_accounts: ['capabilities/bots/'],
  business_connections: ['capabilities/secretary/'],
  calendar_removals: ['capabilities/calendar/'],
  calendar_slices: ['capabilities/calendar/'],
  cockpit_cards: ['flow/cockpit/'],
  cockpit_drafts: ['flow/cockpit/', 'flow/retention/'],
  cockpit_leads: ['flow/cockpit/'],
  cockpit_setups: ['flow/cockpit/'],
  consents: ['capabilities/conversations/'],
  contacts: ['capabilities/conversations/'],
  conversation_metrics: ['capabilities/analytics/'],
  conversation_summaries: ['capabilities/conversations/'],
  conversations: ['capabilities/conversations/', 'flow/restoring/'],
  conversion_funnel: ['capabilities/sales/'],
  dialogue_states: ['flow/turn/dialogue-state.ts', 'flow/forgetting/'],
  documents: ['capabilities/knowledge/'],
  event_cursors: ['capabilities/analytics/', 'capabilities/webhooks/', 'flow/cockpit/'],
  events: ['shared/events/'],
  feed_tokens: ['capabilities/calendar/'],
  flood_wait_history: ['flow/speaker/flood-history.ts', 'flow/forgetting/', 'flow/retention/'],
  follow_ups: ['capabilities/sales/', 'flow/restoring/'],
  forget_requests: ['flow/forgetting/'],
  forgotten_people: ['flow/forgetting/'],
  global_rate_limits: ['flow/limits/'],
  idempotent_requests: ['capabilities/access/'],
  lead_metrics: ['capabilities/analytics/'],
  lead_notes: ['capabilities/sales/'],
  lead_slots: ['capabilities/sales/'],
  leads: ['capabilities/sales/'],
  login_links: ['capabilities/access/'],
  media: ['flow/media/', 'flow/forgetting/', 'flow/retention/'],
  meeting_summaries: ['capabilities/calendar/'],
  meetings: ['capabilities/calendar/', 'flow/restoring/'],
  messages: ['capabilities/conversations/'],
  metric_counts: ['capabilities/analytics/'],
  open_questions: ['capabilities/knowledge/'],
  operators: ['capabilities/access/'],
  outbound: [
    'flow/forgetting/',
    'flow/retention/',
    'flow/outbox.ts',
    'flow/speaker/speaker-rows.ts',
    'flow/restoring/',
  ],
  passages: ['capabilities/knowledge/'],
  promises: ['flow/turn/promises.ts', 'flow/retention/'],
  rate_limits: ['flow/forgetting/', 'flow/limits/', 'flow/retention/'],
  reply_windows: ['capabilities/secretary/', 'flow/restoring/'],
  sales_events: ['capabilities/sales/'],
  sales_stages: ['capabilities/sales/'],
  sent_reports: ['capabilities/analytics/'],
  sessions: ['capabilities/access/'],
  turn_thoughts: ['flow/playground/'],
  turns: ['flow/turn/commit-turns.ts', 'flow/operator/stop-answer.ts', 'flow/retention/'],
  updates: ['flow/forgetting/', 'flow/ingest.ts', 'flow/retention/'],
  user_context: ['capabilities/conversations/'],
  webhook_deliveries: ['capabilities/webhooks/'],
  webhooks: ['capabilities/webhooks/'],
}

function findForeignWrites(file: SourceFile): readonly string[] {
  if (file.path.startsWith('shared/database/')) return []
  const written = [
    ...file.text.matchAll(/(?:insertInto|updateTable|deleteFrom)\('(\w+)'/g),
    ...file.text.matchAll(/\b(?:update|insert into|delete from) (\w+) (?:as \w+ )?(?:set|values|where|\()/g),
  ].map(([, table = '']) => table)
  return written
    .filter(table => !(writers[table] ?? []).some(place => file.path.startsWith(place)))
    .map(table => `${file.path} writes ${table}`)
}
