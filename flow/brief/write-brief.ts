import { explainScore, formatSlotValue, type Playbook, type SlotDefinition, scoreLead } from '#capabilities/sales'
import { formatStart, inLanguage } from '../agent/index.ts'
import { analyseDialogue, type DialogueAnalysis } from './analyse-dialogue.ts'
import type { BriefFacts } from './brief-facts.ts'
import { briefWords, objectionNames, toneNames } from './brief-words.ts'
import { recommend } from './recommend.ts'

export interface Brief {
  /** Markdown, as the owner reads it. */
  readonly text: string
  /** The same as data, for the API. */
  readonly json: Readonly<Record<string, unknown>>
}

/** What the owner should know before a meeting, on one screen: who, when, what they need, how well they fit, what to talk about. */
export function writeBrief(
  facts: BriefFacts,
  playbook: Playbook,
  style: { readonly language: 'ru' | 'en'; readonly timeZone: string },
): Brief {
  const { language } = style
  const analysis = analyseDialogue(facts.messages)
  const score = scoreLead(playbook, facts.lead.slots)
  const known = listKnown(facts, playbook.slots, language)
  const objections = [...new Set(facts.user.objections.map(({ type }) => type))]
  const recommendations = recommend({ facts, objections, score, playbook, language })
  const time = formatStart(facts.meeting.startsAt, style.timeZone, language)
  const say = (name: keyof typeof briefWords): string => inLanguage(briefWords[name], language)
  const sections = [
    `**${say('title')}: ${nameOf(facts)}**`,
    `${say('when')}: ${time}, ${facts.meeting.minutes} ${say('minutes')}`,
    `${say('contact')}: ${facts.lead.contact ?? say('none')}`,
    facts.writableUntil === null
      ? ''
      : `${say('writable')}: ${formatStart(facts.writableUntil, style.timeZone, language)}`,
    section(
      say('known'),
      known.map(({ label, value }) => `${label}: ${value}`),
    ),
    section(`${say('fit')}: ${score.score}/100`, explainScore(score, playbook.slots, language)),
    section(
      say('objections'),
      objections.map(type => inLanguage(objectionNames[type] ?? { ru: type, en: type }, language)),
    ),
    `${say('tone')}: ${inLanguage(toneNames[analysis.tone], language)} · ${describeDialogue(analysis, language)}`,
    section(
      say('quotes'),
      analysis.quotes.map(quote => `«${quote}»`),
    ),
    section(say('agenda'), buildAgenda(known, playbook, language)),
    section(say('advice'), recommendations),
    `${say('chat')}: ${linkTo(facts)}`,
  ]
  return {
    text: sections.filter(part => part !== '').join('\n\n'),
    json: {
      client: { name: nameOf(facts), contact: facts.lead.contact, user_id: facts.person.userId },
      starts_at: new Date(facts.meeting.startsAt).toISOString(),
      minutes: facts.meeting.minutes,
      writable_until: facts.writableUntil === null ? null : new Date(facts.writableUntil).toISOString(),
      slots: Object.fromEntries(
        [...facts.lead.slots].map(([name, { value, confidence }]) => [name, { value, confidence }]),
      ),
      fit: score,
      objections,
      dialogue: analysis,
      recommendations,
    },
  }
}

function nameOf({ lead, person }: BriefFacts): string {
  return lead.name ?? person.displayName ?? (person.username === null ? `#${person.userId}` : `@${person.username}`)
}

interface Known {
  readonly name: string
  readonly label: string
  readonly value: string
}

function listKnown({ lead }: BriefFacts, slots: readonly SlotDefinition[], language: 'ru' | 'en'): readonly Known[] {
  return slots.flatMap(slot => {
    const known = lead.slots.get(slot.name)
    if (known === undefined) return []
    return [
      {
        name: slot.name,
        label: inLanguage(slot.meaning, language),
        value: formatSlotValue(slot, known.value, language),
      },
    ]
  })
}

function section(title: string, rows: readonly string[]): string {
  return rows.length === 0 ? '' : `**${title}**\n${rows.map(row => `- ${row}`).join('\n')}`
}

function describeDialogue({ clientMessages, ourMessages, days }: DialogueAnalysis, language: 'ru' | 'en'): string {
  return language === 'ru'
    ? `сообщений клиента ${clientMessages}, наших ${ourMessages}, дней ${days}`
    : `${clientMessages} messages of theirs, ${ourMessages} of ours, ${days} days`
}

/** What is known is to be gone into, what is missing is to be asked: the weightiest first. */
function buildAgenda(known: readonly Known[], playbook: Playbook, language: 'ru' | 'en'): readonly string[] {
  const weighty = [...playbook.slots].sort((one, other) => other.weight - one.weight).filter(slot => slot.weight > 0)
  const say = (name: 'discuss' | 'ask'): string => inLanguage(briefWords[name], language)
  return weighty.slice(0, 6).map(slot => {
    const found = known.find(({ name }) => name === slot.name)
    const label = inLanguage(slot.meaning, language)
    return found === undefined ? `${say('ask')}: ${label}` : `${say('discuss')}: ${label} — ${found.value}`
  })
}

function linkTo({ person, meeting }: BriefFacts): string {
  const number = meeting.conversationId ?? '—'
  if (person.username !== null) return `https://t.me/${person.username} (${number})`
  return person.channel === 'telegram' ? `tg://user?id=${person.userId} (${number})` : String(number)
}
