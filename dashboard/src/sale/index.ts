/** The way of a sale, and its codes in words for people. */
export { type Stage, stages } from './sale-words.ts'
export { useSayCode } from './use-say-code.ts'
export { useSlotTitle } from './use-slot-title.ts'
