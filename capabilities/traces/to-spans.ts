import { createHash } from 'node:crypto'
import { type Attributes, type HrTime, SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api'
import type { Resource } from '@opentelemetry/resources'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import type { PartStep, TurnTrace } from './turn-trace.ts'

/**
 * The spans of one answer: `answer` holds `ingest`, `wait` (for more messages of a burst, and for a free worker), `turn` with `model`,
 * and one `outbox` for each message. Ids are made of the turn's id, so the same trace exported twice stays one.
 */
export function toSpans(trace: TurnTrace, resource: Resource): readonly ReadableSpan[] {
  const { turnId, startedAt, finishedAt, model, parts } = trace
  const storedAt = Math.min(trace.storedAt ?? startedAt, startedAt)
  const sentAt = Math.min(trace.sentAt ?? storedAt, storedAt)
  const endedAt = Math.max(finishedAt, ...parts.map(part => part.settledAt ?? finishedAt))
  const turn: SpanSketch = {
    name: 'turn',
    from: startedAt,
    to: finishedAt,
    attributes: { outcome: trace.outcome, ...(trace.reason === null ? {} : { reason: trace.reason }) },
  }
  const answer: SpanSketch = {
    name: 'answer',
    from: sentAt,
    to: endedAt,
    attributes: { turn_id: turnId, conversation_id: trace.conversationId, channel: trace.channel },
    kind: SpanKind.SERVER,
  }
  const sketches: readonly SpanSketch[] = [
    answer,
    { name: 'ingest', from: sentAt, to: storedAt, parent: answer, kind: SpanKind.CONSUMER },
    { name: 'wait', from: storedAt, to: startedAt, parent: answer },
    { ...turn, parent: answer },
    ...(model === null ? [] : [{ ...sketchModel(model), parent: turn }]),
    ...parts.map(part => ({ ...sketchPart(part, endedAt), parent: answer })),
  ]
  return sketches.map(sketch => toSpan(turnId, sketch, resource))
}

interface SpanSketch {
  readonly name: string
  /** Tells spans of one name apart. */
  readonly key?: string
  readonly from: number
  readonly to: number
  readonly attributes?: Attributes
  readonly parent?: SpanSketch
  readonly kind?: SpanKind
  readonly failure?: string
}

function sketchModel(model: NonNullable<TurnTrace['model']>): SpanSketch {
  const { name, askedAt, answeredAt, promptTokens, completionTokens, firstTokenMs } = model
  // The names of OpenTelemetry's conventions for generative AI, so that dashboards made for them work.
  const counted = {
    'gen_ai.usage.input_tokens': promptTokens,
    'gen_ai.usage.output_tokens': completionTokens,
    first_token_ms: firstTokenMs,
  }
  const known = Object.entries(counted).filter(([, value]) => value !== null)
  const attributes: Attributes = { 'gen_ai.request.model': name, ...Object.fromEntries(known) }
  return { name: 'model', from: askedAt, to: answeredAt, attributes, kind: SpanKind.CLIENT }
}

function sketchPart({ key, state, errorCode, attempts, queuedAt, settledAt }: PartStep, endedAt: number): SpanSketch {
  const sketch = { name: 'outbox', key, from: queuedAt, to: settledAt ?? endedAt, kind: SpanKind.PRODUCER }
  const attributes = { state, attempts, ...(errorCode === null ? {} : { error_code: errorCode }) }
  return state === 'failed' || state === 'unknown'
    ? { ...sketch, attributes, failure: errorCode ?? state }
    : { ...sketch, attributes }
}

function toSpan(turnId: string, sketch: SpanSketch, resource: Resource): ReadableSpan {
  const { name, from, to, attributes = {}, parent, kind = SpanKind.INTERNAL, failure } = sketch
  const end = Math.max(from, to)
  return {
    name,
    kind,
    spanContext: () => contextOf(turnId, sketch),
    ...(parent === undefined ? {} : { parentSpanContext: contextOf(turnId, parent) }),
    startTime: toHrTime(from),
    endTime: toHrTime(end),
    duration: toHrTime(end - from),
    status: failure === undefined ? { code: SpanStatusCode.UNSET } : { code: SpanStatusCode.ERROR, message: failure },
    attributes,
    links: [],
    events: [],
    ended: true,
    resource,
    instrumentationScope: { name: 'telegram-ai-platform' },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  }
}

function contextOf(turnId: string, { name, key = '' }: SpanSketch) {
  return { traceId: digest(turnId, 32), spanId: digest(`${turnId} ${name} ${key}`, 16), traceFlags: TraceFlags.SAMPLED }
}

function digest(text: string, digits: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, digits)
}

function toHrTime(ms: number): HrTime {
  return [Math.trunc(ms / 1000), (ms % 1000) * 1_000_000]
}
