import type { SlotDefinition, SlotKind } from '../playbook/playbook.ts'
import type { Reading } from '../understanding/reading.ts'
import { confidenceOfWords, readSlots } from './read-slots.ts'
import type { SlotReading } from './slot-reading.ts'

export interface ModelSlotContext {
  /** Reads a text by rules, as a client's answer to the question for a slot of this kind is read. */
  readonly read: (text: string, asked: SlotKind) => Reading
  readonly currency: string
  readonly timeZone: string
  readonly nowMs: number
}

/**
 * The slots that a model claims to have read (`{"slot": {"value": …, "confidence": …}}` or plain values). Nothing in it is trusted:
 * slots that the playbook does not have, values that the slot's own reader cannot read and other shapes are left out.
 */
export function parseModelSlots(
  json: unknown,
  slots: readonly SlotDefinition[],
  context: ModelSlotContext,
): readonly SlotReading[] {
  if (!isRecord(json)) return []
  return slots.flatMap(definition => {
    const claim = parseClaim(json[definition.name])
    return claim === null ? [] : canonicalise(claim, definition, context)
  })
}

interface Claim {
  readonly text: string
  readonly confidence: number
  readonly isCorrection: boolean
}

const defaultConfidence = 0.7
const maxValueUnits = 500

function parseClaim(field: unknown): Claim | null {
  const { value, confidence, is_correction } = isRecord(field) ? field : { value: field }
  const text = parseText(value)
  if (text === null) return null
  const isNumber = typeof confidence === 'number' && Number.isFinite(confidence)
  return {
    text,
    confidence: isNumber ? Math.min(1, Math.max(0, confidence)) : defaultConfidence,
    isCorrection: is_correction === true,
  }
}

function parseText(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value !== 'string') return null
  const text = value.trim()
  return text === '' || text.length > maxValueUnits || nothings.has(text.toLowerCase()) ? null : text
}

// What models write instead of leaving a field out.
const nothings = new Set(['null', 'none', 'unknown', 'n/a', 'not specified', 'неизвестно', 'не указано', '-', '—'])

/** Reads the model's text as if the client had answered with it. */
function canonicalise(claim: Claim, definition: SlotDefinition, context: ModelSlotContext): readonly SlotReading[] {
  const { currency, timeZone, nowMs } = context
  const asked = definition.name
  const reading = context.read(claim.text, definition.kind)
  const known = new Map<string, never>()
  const readings = readSlots(reading, claim.text, { slots: [definition], asked, known, currency, timeZone, nowMs })
  return readings.map(({ value, confidence }) => ({
    slot: asked,
    value,
    // Words that no rule understands are no surer for coming from a model.
    confidence: confidence <= confidenceOfWords ? Math.min(claim.confidence, confidence) : claim.confidence,
    source: 'model',
    isCorrection: claim.isCorrection,
  }))
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
