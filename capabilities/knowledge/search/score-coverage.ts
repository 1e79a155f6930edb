/** Below it a passage shares a word with the question by chance and is not handed on. */
export const weakestScore = 0.18

/** From here on a passage is about the same matter as the question. Below, it is worth a model's look and says nothing by itself. */
export const relatedScore = 0.35

/**
 * From here on a passage may be shown as something near to the question, never as its answer: on the development half of the
 * retrieval cases every right first hit that is not strong lies above it, and so do two of sixteen unanswerable ones.
 */
export const nearScore = 0.45

// The coverage from which on a passage answers, as chosen on the development half of the retrieval cases; it becomes the score
// 0.7, which is what `rag.min_score` has always meant as "this answers it".
const answeringCoverage = 0.55
const answeringScore = 0.7

/** The same limit as a coverage. */
export const weakestCoverage = (weakestScore / answeringScore) * answeringCoverage

/** Coverage (0..1) as a score (0..1) on which 0.7 parts answers from kinship. Straight on both sides of that point. */
export function scoreCoverage(coverage: number): number {
  const capped = Math.min(1, Math.max(0, coverage))
  if (capped < answeringCoverage) return (capped / answeringCoverage) * answeringScore
  return answeringScore + ((capped - answeringCoverage) / (1 - answeringCoverage)) * (1 - answeringScore)
}
