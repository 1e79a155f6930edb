import type { TurnContext } from '#capabilities/conversations'
import type { PlaybookLines } from '#capabilities/sales'
import { inLanguage } from './commands.ts'
import type { Decision } from './decision.ts'

/** What is said and done when answering has failed too often: an apology, and a human. */
export function giveUp(context: TurnContext, lines: PlaybookLines, defaultLanguage: string): Decision {
  const language = context.language ?? defaultLanguage
  return {
    kind: 'reply',
    texts: [inLanguage(lines.trouble, language)],
    actions: [{ kind: 'call-human', reason: 'turn.gave_up' }],
    language,
    reason: 'turn.gave_up',
    model: null,
  }
}
