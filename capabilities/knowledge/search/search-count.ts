import type { Logger } from '#shared/utils'
import type { Passage } from '../passage.ts'
import { relatedScore } from './score-coverage.ts'

/** Counts searches by their outcome and logs a line of sums every `interval` of them: what owners should write down shows there. */
export function createSearchCount(logger: Logger, interval: number): (found: readonly Passage[]) => void {
  let sums = { answered: 0, related: 0, empty: 0 }
  return found => {
    sums[outcomeOf(found)] += 1
    if (sums.answered + sums.related + sums.empty < interval) return
    logger.info('knowledge.searched', sums)
    sums = { answered: 0, related: 0, empty: 0 }
  }
}

function outcomeOf(found: readonly Passage[]): 'answered' | 'related' | 'empty' {
  if (found.some(passage => passage.match === 'strong')) return 'answered'
  return found.some(({ score }) => score >= relatedScore) ? 'related' : 'empty'
}
