import { join } from 'node:path'
import { type Playbook, readPlaybook, type Words } from '#capabilities/sales'
import type { Db } from '#shared/database'
import type { Vertical } from '../../../flow/rehearsal/dialogue.ts'

const playbooks = join(import.meta.dirname, '../../../playbooks')

/** Everything the business says of itself: its documents, as they were indexed, and the words of its playbook. */
export async function readOwnWords(db: Db, vertical: Vertical): Promise<readonly string[]> {
  const passages = await db.selectFrom('passages').select(['heading', 'text']).execute()
  return [...passages.flatMap(({ heading, text }) => [heading, text]), ...listWords(readPlaybook(playbooks, vertical))]
}

function listWords({ offer, lines, objections, slots, followUps }: Playbook): readonly string[] {
  const words: readonly Words[] = [
    ...Object.values(lines),
    ...Object.values(objections).flatMap(({ replies, whenRepeated }) => [...replies, whenRepeated]),
    ...slots.flatMap(({ question, choices }) => [question, ...choices.map(({ label }) => label)]),
    ...followUps.map(({ text }) => text),
  ]
  return [offer, ...words.flatMap(({ ru, en }) => [ru, en])]
}
