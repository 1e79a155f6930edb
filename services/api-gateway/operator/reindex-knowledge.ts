import { type Actor, recordAudit } from '#capabilities/access'
import type { KnowledgeBase, RefreshReport } from '#capabilities/knowledge'
import type { RouteContext } from '../route-context.ts'

/** Looks through the folder of the documents now; the worker does so every few seconds by itself. */
export async function reindexKnowledge(
  { database, clock }: Pick<RouteContext, 'database' | 'clock'>,
  knowledge: KnowledgeBase,
  actor: Actor,
): Promise<RefreshReport> {
  const report = await knowledge.refresh(new AbortController().signal)
  const { indexed, renamed, deleted, failed } = report
  const after = { indexed, renamed, deleted, failed }
  const entry = { actor, action: 'knowledge.reindex', target: null, before: null, after }
  await database.transaction(tx => recordAudit(tx, entry, clock.now()))
  return report
}
