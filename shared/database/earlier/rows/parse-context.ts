import { z } from 'zod'
import { parseInstant } from './parse-instant.ts'

export interface EarlierSlot {
  readonly name: string
  readonly value: string
  /** 0..1 */
  readonly confidence: number
  /** llm, explicit, inferred, or legacy where nobody noted it. */
  readonly source: string
  /** Null when it was not noted. */
  readonly updatedAt: number | null
}

export interface EarlierConsent {
  readonly kind: string
  readonly isGranted: boolean
  readonly occurredAt: number | null
}

/** What `user_context.context_data` knew of a person: the earlier system's customer file in all but name. */
export interface EarlierContext {
  readonly name: string | null
  /** Saving a lead overwrote the name with the @username. */
  readonly username: string | null
  readonly language: string | null
  readonly intent: string | null
  readonly stage: string | null
  readonly contact: string | null
  readonly source: string | null
  readonly status: string | null
  /** 0..100 */
  readonly fitScore: number | null
  readonly slots: readonly EarlierSlot[]
  readonly consents: readonly EarlierConsent[]
  /** The sales flow began, or somebody saved the person as a lead. Small talk alone makes no lead. */
  readonly isLead: boolean
}

// One unreadable field must not cost the others: each is caught alone. The whole text is kept besides.
const line = z.string().trim().min(1).nullable().catch(null)
const fields = z.looseObject({
  name: line,
  lang: line,
  intent: line,
  sales_stage: line,
  contact: line,
  source: line,
  lead_status: line,
  lead_saved_at: z.unknown().optional(),
  meeting_fit_score: z.number().nullable().catch(null),
  slots: z.record(z.string(), z.unknown()).catch({}),
  consents: z.record(z.string(), z.unknown()).catch({}),
})

/** Null when `json` is not a JSON object. */
export function parseContext(json: string): EarlierContext | null {
  const parsed = fields.safeParse(readJson(json))
  if (!parsed.success) return null
  const { name, lang, sales_stage: stage, contact, lead_status: status, lead_saved_at: savedAt } = parsed.data
  const { source, intent, meeting_fit_score: fitScore } = parsed.data
  const slots = parseSlots(parsed.data.slots)
  return {
    name: name?.startsWith('@') ? null : name,
    username: name?.startsWith('@') ? name.slice(1) : null,
    // Saving a lead overwrote the language with the intent ("SALES_AI"): only a language tag is taken for one.
    language: lang !== null && /^[a-z]{2,3}(-[a-z0-9]+)*$/i.test(lang) ? lang : null,
    intent,
    stage,
    contact: contact ?? slots.find(slot => slot.name === 'contact')?.value ?? null,
    source,
    status,
    fitScore: fitScore === null ? null : Math.round(clamp(fitScore, 0, 100)),
    slots,
    consents: parseConsents(parsed.data.consents),
    isLead: slots.length > 0 || stage !== null || contact !== null || status !== null || Boolean(savedAt),
  }
}

function readJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

// What the earlier system itself assumed of a plain value without a confidence.
const legacyConfidence = 0.7

function parseSlots(slots: Readonly<Record<string, unknown>>): readonly EarlierSlot[] {
  const read = Object.entries(slots).flatMap(([name, slot]) => parseSlot(name, slot))
  // `domain` is the old name of `company_domain`.
  const hasDomain = read.some(slot => slot.name === 'company_domain')
  return hasDomain ? read : read.map(slot => (slot.name === 'domain' ? { ...slot, name: 'company_domain' } : slot))
}

const fullSlot = z.object({
  value: z.unknown().optional(),
  source: line,
  confidence: z.number().nullable().catch(null),
  updated_at: z.unknown().optional(),
})

function parseSlot(name: string, slot: unknown): readonly EarlierSlot[] {
  const isFull = typeof slot === 'object' && slot !== null && 'value' in slot
  const { value, source, confidence, updated_at: updatedAt } = fullSlot.parse(isFull ? slot : { value: slot })
  const written = writeValue(value)
  if (written === null) return []
  return [
    {
      name,
      value: written,
      confidence: clamp(confidence ?? legacyConfidence, 0, 1),
      source: source ?? 'legacy',
      updatedAt: parseInstant(updatedAt),
    },
  ]
}

/** Null for a slot that was never filled. */
function writeValue(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const fullConsent = z.object({ granted: z.boolean(), timestamp: z.unknown().optional() })

function parseConsents(consents: Readonly<Record<string, unknown>>): readonly EarlierConsent[] {
  return Object.entries(consents).flatMap(([kind, consent]) => {
    const parsed = fullConsent.safeParse(consent)
    if (!parsed.success) return []
    return [{ kind, isGranted: parsed.data.granted, occurredAt: parseInstant(parsed.data.timestamp) }]
  })
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
