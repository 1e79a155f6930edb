import { z } from 'zod'
import type { Heard } from '../contract.ts'
import type { ServerAnswer } from '../server/server-answer.ts'

const segmentSchema = z.object({ avg_logprob: z.number() })

/** What servers say beside the text differs; the text alone is what each must have. */
const transcriptSchema = z.object({
  text: z.string(),
  confidence: z.number().min(0).max(1).optional().catch(undefined),
  segments: z.array(segmentSchema).optional().catch(undefined),
})

/** What an answer of a speech server means, with either protocol. Pure. */
export function readTranscript(answer: ServerAnswer): Heard {
  if (answer.kind === 'failed') return { kind: 'unavailable', code: answer.code, retryAfterMs: null }
  const { status, retryAfterMs } = answer
  // The server read the request and did not like the file: too large, not audio, damaged.
  if ([400, 413, 415, 422].includes(status)) return { kind: 'refused', code: `asr.http_${status}` }
  if (status !== 200) return { kind: 'unavailable', code: `http_${status}`, retryAfterMs }
  const parsed = transcriptSchema.safeParse(parseJson(answer.body))
  if (!parsed.success) return { kind: 'unavailable', code: 'bad_answer', retryAfterMs: null }
  const text = parsed.data.text.trim()
  return text === '' ? { kind: 'silent' } : { kind: 'heard', text, confidence: confidenceOf(parsed.data) }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}

/** Whisper tells the mean logarithm of its words' probabilities for each segment. */
function confidenceOf({ confidence, segments = [] }: z.infer<typeof transcriptSchema>): number | null {
  if (confidence !== undefined) return confidence
  if (segments.length === 0) return null
  const mean = segments.reduce((sum, { avg_logprob }) => sum + avg_logprob, 0) / segments.length
  return Math.min(1, Math.exp(mean))
}
