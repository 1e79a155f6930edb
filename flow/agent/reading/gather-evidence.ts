import type { ModelRequest } from '#capabilities/llm'
import { formatSlotValue } from '#capabilities/sales'
import type { Evidence } from '../guard/evidence.ts'
import { writeStandingPrompt } from '../prompt/build-prompt.ts'
import type { TalkParts } from '../talk/talk-parts.ts'
import { fileTexts } from './message-context.ts'

/** Everything that may back the model's words in this turn. */
export function gatherEvidence(parts: TalkParts, request: ModelRequest, persona: string | null): Evidence {
  const { facts, understanding, playbook, passages, plan } = parts
  const { language } = understanding
  return {
    sources: [
      ...passages.map(({ source, text, heading }) => ({ source, text: `${heading}\n${text}` })),
      { source: `playbooks/${playbook.name}/offer.md`, text: playbook.offer },
    ],
    clientTexts: [...facts.turn.history, ...parts.messages]
      .filter(({ role }) => role === 'user')
      // The latest words count most: a file goes before the message that brought it.
      .flatMap(message => [...fileTexts(message, facts.turn.userId), message.content]),
    slots: playbook.slots.flatMap(slot => {
      const known = understanding.slots.get(slot.name)
      return known === undefined ? [] : [{ name: slot.name, value: formatSlotValue(slot, known.value, language) }]
    }),
    memory: facts.summary,
    openings: plan.openings,
    meetings: facts.meetings.flatMap(({ startsAt, minutes, status }) =>
      status === 'held' || status === 'scheduled' ? [{ startsAt, minutes, status }] : [],
    ),
    nowMs: parts.nowMs,
    timeZones: [parts.timeZone],
    prompt: request.messages[0]?.content ?? '',
    standingPrompt: writeStandingPrompt(playbook, persona),
  }
}
