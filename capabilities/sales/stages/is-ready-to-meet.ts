import type { Playbook } from '../playbook/playbook.ts'

/** Whether enough is known to offer a meeting: at most `maxMissing` of `readySlots` are missing. */
export function isReadyToMeet(
  filled: ReadonlySet<string>,
  { readySlots, maxMissing }: Playbook['qualification'],
): boolean {
  return readySlots.filter(slot => !filled.has(slot)).length <= maxMissing
}
