import type { ContextMessage } from '#capabilities/conversations'
import type { Passage } from '#capabilities/knowledge'
import type { Playbook } from '#capabilities/sales'
import type { Plan } from '../plan/index.ts'
import type { Understanding } from '../reading/understand-turn.ts'
import type { TurnFacts } from '../turn-facts.ts'

/** All that a prompt is made of. */
export interface PromptParts {
  readonly facts: TurnFacts
  readonly messages: readonly ContextMessage[]
  readonly understanding: Understanding
  readonly plan: Plan
  readonly passages: readonly Passage[]
  readonly playbook: Playbook
  /** Replaces the playbook's persona (`ai_server.system_prompt`); null: the playbook's. */
  readonly persona: string | null
  readonly nowMs: number
  /** IANA name; the date in the prompt is the business's date. */
  readonly timeZone: string
}
