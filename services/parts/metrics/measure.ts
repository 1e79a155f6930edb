import type { Channel } from '#capabilities/channels'
import type { KnowledgeBase } from '#capabilities/knowledge'
import type { ChatModel } from '#capabilities/llm'
import type { Agent, Ingest } from '#flow'
import type { Clock } from '#shared/utils'
import type { Meters } from './create-meters.ts'

/** What measuring takes. Each function here gives back what it was given, measured; nothing else about it changes. */
export interface Measuring {
  readonly meters: Meters
  readonly clock: Clock
}

export function measureIngest(ingest: Ingest, measuring: Measuring): Ingest {
  return async (receiver, updates) => {
    const stop = startTimer(measuring)
    await ingest(receiver, updates)
    measuring.meters.ingestSeconds.observe(stop())
    measuring.meters.ingestUpdates.observe(updates.length)
  }
}

export function measureAgent(agent: Agent, measuring: Measuring): Agent {
  const { modelSpared, turnsInFlight, turnSeconds } = measuring.meters
  return async (facts, signal, reader) => {
    const stop = startTimer(measuring)
    turnsInFlight.inc()
    try {
      const decision = await agent(facts, signal, reader)
      turnSeconds.observe({ decision: decision.kind }, stop())
      if (decision.kind === 'reply' && decision.thrift !== undefined) modelSpared.inc({ reason: decision.thrift })
      return decision
    } finally {
      turnsInFlight.dec()
    }
  }
}

export function measureModel(model: ChatModel, measuring: Measuring): ChatModel {
  const { modelFirstTokenSeconds, modelSeconds, modelTokens } = measuring.meters
  return {
    name: model.name,
    async answer(request, signal) {
      const stop = startTimer(measuring)
      const outcome = await model.answer(request, signal)
      modelSeconds.observe({ outcome: outcome.kind }, stop())
      if (outcome.kind !== 'answered') return outcome
      modelFirstTokenSeconds.observe(outcome.firstTokenMs / 1000)
      modelTokens.inc({ kind: 'prompt' }, outcome.usage?.promptTokens ?? 0)
      modelTokens.inc({ kind: 'completion' }, outcome.usage?.completionTokens ?? 0)
      return outcome
    },
  }
}

export function measureKnowledge(knowledge: KnowledgeBase, measuring: Measuring): KnowledgeBase {
  return {
    ...knowledge,
    async search(question, limit, business) {
      const stop = startTimer(measuring)
      const passages = await knowledge.search(question, limit, business)
      measuring.meters.knowledgeSearchSeconds.observe(stop())
      return passages
    },
  }
}

export function measureChannel<Measured extends Channel>(inner: Measured, measuring: Measuring): Measured {
  return {
    ...inner,
    async send(chat, part, signal) {
      const stop = startTimer(measuring)
      const outcome = await inner.send(chat, part, signal)
      measuring.meters.sendSeconds.observe({ channel: inner.name, outcome: outcome.kind }, stop())
      return outcome
    },
  }
}

/** The returned function tells the seconds since. */
function startTimer({ clock }: Measuring): () => number {
  const beganAt = clock.now()
  return () => (clock.now() - beganAt) / 1000
}
