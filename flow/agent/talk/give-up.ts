import type { Playbook } from '#capabilities/sales'
import type { Decision } from '../decision.ts'
import type { TurnFacts } from '../turn-facts.ts'
import { sayLine } from './words.ts'
import { digestHistory } from './write-digest.ts'

/** What is said and done when answering has failed too often: an apology, and a human. */
export function giveUp(facts: TurnFacts, playbook: Playbook, defaultLanguage: string): Decision {
  const language = facts.turn.language ?? defaultLanguage
  const reason = 'turn.gave_up'
  return {
    kind: 'reply',
    texts: [{ markdown: sayLine(playbook, 'trouble', language) }],
    actions: [{ kind: 'call-human', reason, digest: digestHistory(facts, playbook, reason) }],
    language,
    reason,
    model: null,
    progress: null,
    state: null,
    claims: [],
  }
}
