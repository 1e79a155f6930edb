import { z } from 'zod'
import { choice, decimal, defineSection, flag, type SectionValue, textLike } from '#shared/config'

export type BusinessConfig = SectionValue<typeof businessSection>

/** What the business sells by, and in which language it speaks by itself. */
export const businessSection = defineSection(
  'business',
  z
    .strictObject({
      playbook: textLike(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'the name of a folder in playbooks/')
        .default('general')
        .describe('Folder in playbooks/ with the words of your trade.'),
      language: choice(['ru', 'en'])
        .default('ru')
        .describe('Language until the client shows another; also that of messages to the owner.'),
    })
    .describe('Your business.'),
)

/** The sales stages of the earlier system: read and checked, without effect. */
export const salesFlowSection = defineSection(
  'sales_flow',
  z
    .strictObject({
      enabled: flag().default(true).describe('Lead the conversation through stages.'),
      use_langgraph: flag().default(true).describe('Which of the two earlier engines did it.'),
    })
    .describe('Stages of a sale.'),
  { retired: 'stages and questions are in the playbook: take its slots out to ask nothing' },
)

/** The slot reader of the earlier system: read and checked, without effect. */
export const slotExtractionSection = defineSection(
  'slot_extraction',
  z
    .strictObject({ enabled: flag().default(true).describe('Read budget, deadline and the like from messages.') })
    .describe('Facts about a lead.'),
  { retired: 'facts are always read, by rules and from the answer of the model; which ones is in the playbook' },
)

/** The intent classifier of the earlier system: read and checked, without effect. */
export const intentClassifierSection = defineSection(
  'intent_classifier',
  z
    .strictObject({
      use_llm: flag().default(true).describe('Ask the model what the client wants.'),
      confidence_threshold: decimal({ min: 0, max: 1 }).default(0.7).describe('Below it the intent is unknown.'),
    })
    .describe('What a client wants.'),
  { retired: 'intents are read by rules, from the words in the playbook; no model is asked' },
)
