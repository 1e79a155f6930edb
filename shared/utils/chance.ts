/** A number in 0..1, for jitter only: never for secrets. An argument, so that a test can choose it. */
export type Chance = () => number

export const chance: Chance = () => Math.random()
