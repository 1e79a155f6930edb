import type { Playbook } from '#capabilities/sales'
import type { Decision } from './decision.ts'
import type { TurnFacts } from './turn-facts.ts'
import { sayLine } from './words.ts'

/** What is said and done when answering has failed too often: an apology, and a human. */
export function giveUp({ turn }: TurnFacts, playbook: Playbook, defaultLanguage: string): Decision {
  const language = turn.language ?? defaultLanguage
  const name = turn.displayName ?? '—'
  return {
    kind: 'reply',
    texts: [{ markdown: sayLine(playbook, 'trouble', language) }],
    actions: [
      {
        kind: 'call-human',
        reason: 'turn.gave_up',
        digest: { ru: [`${name}: ИИ не смог ответить`], en: [`${name}: the AI could not answer`] },
      },
    ],
    language,
    reason: 'turn.gave_up',
    model: null,
    progress: null,
    state: null,
    claims: [],
  }
}
