import type { ConversationId, Db } from '#shared/database'
import type { Dialogue, End } from './dialogue.ts'
import { dialogues } from './dialogues/index.ts'
import { judgeEnd, judgeSlots } from './judge-end.ts'
import { readOutcome } from './read-outcome.ts'

/** Why a dialogue cannot be played in a test chat: days pass in it, a person of the business writes, or a stand-in model answers. */
export type Obstruction = 'time' | 'person' | 'stand-in'

/** What a dialogue came to in a real chat. */
export interface RehearsalVerdict {
  /** Why the end is not the right one; empty: it is. The hour of a meeting is judged by `npm run eval` alone, on its own calendar. */
  readonly faults: readonly string[]
  readonly slots: ReturnType<typeof judgeSlots>
  /** Said, and must not be. */
  readonly forbidden: readonly string[]
}

/** The dialogues of `npm run eval` with clients of this business, by the name of its playbook; none for an owner's own. */
export function listRehearsals(playbook: string): readonly Dialogue[] {
  return dialogues.filter(({ vertical }) => vertical === playbook)
}

/** Null when there is none of this name. */
export function findRehearsal(name: string): Dialogue | null {
  return dialogues.find(dialogue => dialogue.name === name) ?? null
}

/** Null: nothing stands in the way. */
export function findObstruction({ steps, isAnsweredByStandIn }: Dialogue): Obstruction | null {
  if (steps.some(({ kind }) => kind === 'wait' || kind === 'rate-limited')) return 'time'
  if (steps.some(({ kind }) => kind === 'owner-says' || kind === 'owner-returns')) return 'person'
  return isAnsweredByStandIn === true ? 'stand-in' : null
}

/** Holds what became of a client against what their dialogue says is right. `said`: all that we said to them. */
export async function judgeRehearsal(
  db: Db,
  dialogue: Dialogue,
  { conversationId, said }: { readonly conversationId: ConversationId; readonly said: readonly string[] },
): Promise<RehearsalVerdict> {
  // No zone matters: of meetings only that they are agreed is judged.
  const outcome = await readOutcome(db, conversationId, 'UTC')
  return {
    faults: judgeEnd(withoutHour(dialogue.end), { ...outcome, ownerNotices: null }),
    slots: judgeSlots(dialogue, outcome.slots),
    forbidden: (dialogue.never ?? []).flatMap(pattern => said.filter(text => pattern.test(text))),
  }
}

/** The hours in the dialogues are those of one week of January 2026, in which `npm run eval` plays them. */
function withoutHour(end: End): End {
  return end.kind === 'booked' ? { kind: 'booked' } : end
}
