const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000

/**
 * The pause before try number `attempt` (0 for the first repetition): 1 s doubling to 30 s. `random` in 0..1 takes away up to
 * half of it, so that bots which lost the same network do not come back in step.
 */
export function backOffMs(attempt: number, random: number): number {
  const fullMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt)
  return fullMs * (1 - random / 2)
}
