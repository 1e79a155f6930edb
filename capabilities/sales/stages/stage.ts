/** The way of a sale, in order. */
export const stages = [
  'greeting',
  'needs_discovery',
  'presentation',
  'objections',
  'consultation_offer',
  'scheduling',
  'summary',
] as const
export type Stage = (typeof stages)[number]
