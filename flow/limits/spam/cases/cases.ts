import { englishHonest } from './english-honest.ts'
import { englishSpam } from './english-spam.ts'
import { russianHonest } from './russian-honest.ts'
import { russianSpam } from './russian-spam.ts'
import type { SpamCase } from './spam-case.ts'

export type CaseHalf = 'tuning' | 'held-out'

/**
 * First messages of strangers, written before any rule. Every second one of each list is held out: the rules are improved on the
 * others only, and which of these fail is not looked at.
 */
export function spamCasesOf(half: CaseHalf): readonly SpamCase[] {
  return [russianSpam, englishSpam, russianHonest, englishHonest].flatMap(list =>
    list.filter((_, index) => (index % 2 === 1) === (half === 'held-out')),
  )
}
