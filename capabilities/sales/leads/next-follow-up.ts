import type { FollowUpDefinition } from '../playbook/playbook.ts'
import type { Stage } from '../stages/stage.ts'

export interface NextFollowUp {
  /** 1 for the first definition of the playbook: `followUps[number - 1]` holds its words. */
  readonly number: number
  readonly dueAt: number
}

/**
 * The first follow-up after number `sent` (0: none was sent since the client's last word) that the stage allows; null when none is
 * left. `lastMessageAt` is the last message of the dialogue, ours included.
 */
export function nextFollowUp(
  followUps: readonly FollowUpDefinition[],
  lead: { readonly stage: Stage; readonly sent: number; readonly lastMessageAt: number },
): NextFollowUp | null {
  const index = followUps.findIndex((definition, at) => at >= lead.sent && allows(definition, lead.stage))
  const definition = followUps[index]
  if (definition === undefined) return null
  return { number: index + 1, dueAt: lead.lastMessageAt + definition.afterHours * 3_600_000 }
}

function allows({ stages }: FollowUpDefinition, stage: Stage): boolean {
  return stages.length === 0 ? stage !== 'summary' : stages.includes(stage)
}
