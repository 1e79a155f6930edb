import type { Db } from '#shared/database'
import type { Period } from '../periods/split-period.ts'

/** What one key or one signed-in browser did with chats in a period. */
export interface OperatorWork {
  /** As the audit log names who wrote: `key:7`, `session:3`, `admin-key`. */
  readonly actor: string
  /** What an admin called the key; null for all others. */
  readonly name: string | null
  readonly takeOvers: number
  readonly replies: number
  /** From a hand-off to the first reply in that chat, where it was theirs; null when it never was. */
  readonly firstReplyMs: number | null
}

/** By replies, the most first. Only what came through the API: the audit log holds nothing else. */
export async function readOperatorWork(db: Db, period: Period): Promise<readonly OperatorWork[]> {
  const entries = await buildOperatorQuery(db, period).execute()
  const waits = measureWaits(await buildHandOffQuery(db, period).execute(), entries)
  const actors = [...new Set(entries.map(entry => entry.actor))]
  const names = await readKeyNames(db, actors)
  return actors
    .map(actor => ({
      actor,
      name: names.get(actor) ?? null,
      takeOvers: entries.filter(entry => entry.actor === actor && entry.action === 'conversation.take_over').length,
      replies: entries.filter(entry => entry.actor === actor && entry.action === 'message.send').length,
      firstReplyMs: median(waits.get(actor) ?? []),
    }))
    .sort((a, b) => b.replies - a.replies || (a.actor < b.actor ? -1 : 1))
}

/** Exported for the test that looks at its plan. */
export function buildOperatorQuery(db: Db, { from, to }: Period) {
  return db
    .selectFrom('audit_log')
    .select(['actor', 'action', 'target', 'occurred_at'])
    .where('action', 'in', ['conversation.take_over', 'message.send'])
    .where('occurred_at', '>=', from)
    .where('occurred_at', '<', to)
    .orderBy('id')
}

function buildHandOffQuery(db: Db, { from, to }: Period) {
  return db
    .selectFrom('events')
    .select(['conversation_id', 'occurred_at'])
    .where('type', '=', 'conversation.handed_off')
    .where('occurred_at', '>=', from)
    .where('occurred_at', '<', to)
    .where('conversation_id', 'is not', null)
    .orderBy('id')
}

type Entry = Awaited<ReturnType<ReturnType<typeof buildOperatorQuery>['execute']>>[number]
type HandOff = Awaited<ReturnType<ReturnType<typeof buildHandOffQuery>['execute']>>[number]

/** The first reply after each hand-off is credited to who wrote it. Both come in the order of time. */
function measureWaits(handOffs: readonly HandOff[], entries: readonly Entry[]): ReadonlyMap<string, readonly number[]> {
  const replies = new Map<string, Entry[]>()
  for (const entry of entries) {
    if (entry.action !== 'message.send' || entry.target === null) continue
    const inChat = replies.get(entry.target) ?? []
    inChat.push(entry)
    replies.set(entry.target, inChat)
  }
  const waits = new Map<string, number[]>()
  for (const { conversation_id, occurred_at } of handOffs) {
    const first = replies.get(`conversation:${conversation_id}`)?.find(reply => reply.occurred_at >= occurred_at)
    // Whoever writes without having been called has taken over by writing: nobody waited for that.
    if (first === undefined || first.occurred_at === occurred_at) continue
    const ofActor = waits.get(first.actor) ?? []
    ofActor.push(first.occurred_at - occurred_at)
    waits.set(first.actor, ofActor)
  }
  return waits
}

async function readKeyNames(db: Db, actors: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const ids = actors.flatMap(actor => Number(/^key:(\d+)$/.exec(actor)?.[1]) || [])
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('api_keys').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map(row => [`key:${row.id}`, row.name]))
}

/** Of an even number the lower middle one, so that it is a wait that somebody had. */
function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null
}
