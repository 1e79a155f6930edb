import { confidenceBands, type Playbook, type SlotReading } from '#capabilities/sales'
import { type SpokenMessage, speechOf } from './speech-of.ts'

type SlotKindName = Playbook['slots'][number]['kind']

/** One wrong digit makes another number of it, and no later sentence will show that. */
const fragileKinds: ReadonlySet<SlotKindName> = new Set([
  'contact',
  'date',
  'duration',
  'headcount',
  'money',
  'number',
  'percent',
  'volume',
])

/** Just sure enough to be used, and to be read back to the client first. */
const doubtedConfidence = 0.75

/** Whether words of these messages were heard and may have been misheard: less than 0.8 sure, or nobody said how sure. */
export function isDoubtfullyHeard(messages: readonly SpokenMessage[]): boolean {
  return messages.some(message => {
    const speech = speechOf(message)
    return speech?.kind === 'heard' && (speech.confidence ?? 0) < confidenceBands.use
  })
}

/** Makes numbers, sums, dates and contacts that were heard so unsure that they are confirmed before they count as certain. */
export function doubtSpeech(readings: readonly SlotReading[], playbook: Playbook): readonly SlotReading[] {
  const kinds = new Map(playbook.slots.map(({ name, kind }) => [name, kind]))
  return readings.map(reading => {
    const kind = kinds.get(reading.slot)
    const isFragile = kind !== undefined && fragileKinds.has(kind)
    return isFragile ? { ...reading, confidence: Math.min(reading.confidence, doubtedConfidence) } : reading
  })
}
