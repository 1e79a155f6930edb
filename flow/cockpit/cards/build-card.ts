import type { Button } from '#capabilities/channels'
import { explainScore, formatSlotValue, type Playbook, scoreLead } from '#capabilities/sales'
import { truncate } from '#shared/utils'
import { asWritten, formatStart, inLanguage } from '../../agent/index.ts'
import { cockpitWords } from '../words.ts'
import { crewButton, handlerButton } from './crew-buttons.ts'
import type { CardFacts } from './read-card-facts.ts'

export interface CardStyle {
  readonly playbook: Playbook
  readonly language: string
  readonly timeZone: string
  /** How answers go out where nothing was said of the chat. */
  readonly mode: 'auto' | 'draft'
}

export interface CardView {
  /** Short enough for one message. */
  readonly markdown: string
  readonly buttons: readonly (readonly Button[])[]
}

/** `lead`: shown because somebody asked. */
export type LeadCardKind = 'new-lead' | 'hot-lead' | 'lead'

type WordName = keyof typeof cockpitWords

/** What stands on a lead's card: who, what they want, how well they fit and why, what they said last, and what one may do. Pure. */
export function buildLeadCard(kind: LeadCardKind, facts: CardFacts, style: CardStyle): CardView {
  const say = (name: WordName): string => inLanguage(cockpitWords[name], style.language)
  const title = `**${say(titles[kind])}: ${asWritten(facts.name)}** (${say('conversation')} ${facts.conversationId})`
  if (facts.isDropped) return { markdown: `${title}\n\n${say('dropped')}`, buttons: [] }
  const sections = [title, ...describeLead(facts, style), describeLastWords(facts, say), describeHandler(facts, style)]
  return { markdown: sections.filter(section => section !== '').join('\n\n'), buttons: buildButtons(facts, style) }
}

const titles = { 'new-lead': 'newLead', 'hot-lead': 'hotLead', lead: 'lead' } as const

function describeLead({ lead, meetsAt }: CardFacts, { playbook, language, timeZone }: CardStyle): readonly string[] {
  if (lead === null) return []
  const say = (name: WordName): string => inLanguage(cockpitWords[name], language)
  const known = playbook.slots.flatMap(slot => {
    const value = lead.slots.get(slot.name)?.value
    if (value === undefined) return []
    const shown = truncate(formatSlotValue(slot, value, language), longestValue)
    return [`- ${inLanguage(slot.meaning, language)}: ${asWritten(shown)}`]
  })
  const score = scoreLead(playbook, lead.slots)
  const reasons = explainScore(score, playbook.slots, language).map(reason => `- ${reason}`)
  return [
    known.slice(0, mostValues).join('\n'),
    meetsAt === null ? '' : `${say('meeting')}: ${formatStart(meetsAt, timeZone, language)}`,
    [`${say('fit')}: ${score.score}/100 (${say('threshold')} ${score.threshold})`, ...reasons].join('\n'),
  ]
}

// Together they stay below what one message holds, whatever a client writes.
const mostValues = 12
const longestValue = 120
const longestWords = 500

function describeLastWords({ lastWords }: CardFacts, say: (name: WordName) => string): string {
  if (lastWords === null) return ''
  const isVoice = lastWords.kind === 'voice' || lastWords.kind === 'video-note'
  const head = isVoice ? `${say('lastWords')} (🎤 ${say('voice')})` : say('lastWords')
  return `${head}:\n«${asWritten(truncate(lastWords.text, longestWords))}»`
}

function describeHandler({ handler, answerMode, isMuted }: CardFacts, { language, mode }: CardStyle): string {
  const say = (name: WordName): string => inLanguage(cockpitWords[name], language)
  const byAi = (answerMode ?? mode) === 'draft' ? say('byDraft') : say('byAi')
  return `${say('answers')}: ${handler === 'human' ? say('byHuman') : byAi}${isMuted ? ` · ${say('muted')}` : ''}`
}

function buildButtons(facts: CardFacts, { language, mode }: CardStyle): CardView['buttons'] {
  const { conversationId, lead, draftId } = facts
  const button = (name: WordName, verb: Parameters<typeof crewButton>[1], subject: number): Button =>
    crewButton(inLanguage(cockpitWords[name], language), verb, subject)
  const isDraft = (facts.answerMode ?? mode) === 'draft'
  const rows = [
    draftId === null ? [] : [button('sendDraft', 'send', draftId), button('edit', 'edit', draftId)],
    [handlerButton(facts, language), ...(lead === null ? [] : [button('book', 'book', lead.id)])],
    lead === null
      ? []
      : [
          button('drop', 'drop', lead.id),
          facts.isMuted ? button('unmute', 'unmute', lead.id) : button('mute', 'mute', lead.id),
        ],
    [isDraft ? button('autoMode', 'auto', conversationId) : button('draftMode', 'draft', conversationId)],
  ]
  return rows.filter(row => row.length > 0)
}
