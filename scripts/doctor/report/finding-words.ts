/** What was found: well, to be mended, or not configured (then nothing was asked). */
export type FindingState = 'ok' | 'fault' | 'off'

/** The same in both languages of the owner. */
export type Pair = readonly [ru: string, en: string]

export interface FindingWords {
  readonly state: FindingState
  readonly found: Pair
  /** A fault always has one; what is off may say how to turn it on. */
  readonly cure: Pair | null
}

export const ok = <const Found extends Pair>(...found: Found) => ({ state: 'ok', found, cure: null }) as const

export const off = <const Found extends Pair, const Cure extends Pair | null>(found: Found, cure: Cure) =>
  ({ state: 'off', found, cure }) as const

export const fault = <const Found extends Pair, const Cure extends Pair>(found: Found, cure: Cure) =>
  ({ state: 'fault', found, cure }) as const
