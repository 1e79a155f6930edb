import type { Button } from '#capabilities/channels'
import type { DraftId, DraftState } from '#shared/database'
import { truncate } from '#shared/utils'
import { asWritten, inLanguage } from '../../agent/index.ts'
import type { HeldContent } from '../drafts/held-content.ts'
import { cockpitWords } from '../words.ts'
import type { CardView } from './build-card.ts'
import { crewButton, handlerButton } from './crew-buttons.ts'
import type { CardFacts } from './read-card-facts.ts'

export interface ShownDraft {
  readonly id: DraftId
  readonly state: DraftState
  readonly content: HeldContent
}

const longestSaid = 700
const longestAnswer = 2500

const settledWords = {
  sent: cockpitWords.draftSent,
  edited: cockpitWords.draftEdited,
  skipped: cockpitWords.draftSkipped,
  stale: cockpitWords.draftStale,
} as const

/** What a client wrote, what the AI would answer, and what may become of it; once it is decided, how it was. Pure. */
export function buildDraftCard(draft: ShownDraft, facts: CardFacts, language: string): CardView {
  const say = (name: keyof typeof cockpitWords): string => inLanguage(cockpitWords[name], language)
  const words = truncate(draft.content.texts.map(({ markdown }) => markdown).join('\n\n'), longestAnswer)
  const said = facts.lastWords === null ? '' : asWritten(truncate(facts.lastWords.text, longestSaid))
  const isOpen = draft.state === 'waiting'
  const foot = draft.state === 'waiting' ? say('draftHint') : inLanguage(settledWords[draft.state], language)
  const head = `**${say('draft')}: ${asWritten(facts.name)}** (${say('conversation')} ${facts.conversationId})`
  // What was written later is not what this answers.
  const sections = [head, isOpen ? `${say('said')}: «${said}»` : '', words, foot]
  return {
    markdown: sections.filter(section => section !== '').join('\n\n'),
    buttons: isOpen ? buildButtons(draft.id, facts, language) : [],
  }
}

function buildButtons(id: DraftId, facts: CardFacts, language: string): readonly (readonly Button[])[] {
  const button = (name: 'send' | 'edit' | 'skip'): Button =>
    crewButton(inLanguage(cockpitWords[name], language), name, id)
  return [[button('send'), button('edit'), button('skip')], [handlerButton(facts, language)]]
}
