import {
  type ChatModel,
  createScriptedModel,
  type ModelMessage,
  type ModelOutcome,
  type ModelRequest,
} from '#capabilities/llm'
import { mergeSlots, parseModelSlots, type SlotChange, scoreLead } from '#capabilities/sales'
import { type Clock, truncate } from '#shared/utils'
import type { AgentSettings } from '../agent-settings.ts'
import type { Decision, ReplyDecision } from '../decision.ts'
import type { Evidence, Verdict } from '../guard/evidence.ts'
import { guardReply } from '../guard/guard-reply.ts'
import { followSafely } from '../guard/safe-beginning.ts'
import { lazily } from '../guard/text/lazily.ts'
import { planHandoff } from '../plan/index.ts'
import { buildPrompt } from '../prompt/build-prompt.ts'
import { type ModelFacts, readAnswer, readBeginning } from '../prompt/read-answer.ts'
import { gatherEvidence } from '../reading/gather-evidence.ts'
import { isForeignQuestion } from '../reading/is-foreign-question.ts'
import type { ReadingAlong } from '../reading/reading-along.ts'
import { applyChanges } from '../reading/understand-turn.ts'
import { type Script, writeScript } from '../script/write-script.ts'
import { type ModelTimes, timeModel } from '../time-model.ts'
import { listNotes } from './finish-plan.ts'
import type { TalkParts } from './talk-parts.ts'
import type { ThoughtDraft } from './thoughts.ts'
import { sayLine } from './words.ts'

interface TalkDeps {
  readonly model: ChatModel
  readonly clock: Clock
  readonly settings: AgentSettings
}

type Answered = Extract<ModelOutcome, { kind: 'answered' }>

interface Words {
  readonly text: string
  readonly outcome: Answered | null
  readonly facts: ModelFacts | null
  readonly claims: Verdict['backed']
  readonly drafts: readonly ThoughtDraft[]
}

interface Spoken extends Words {
  readonly times: ModelTimes | null
}

const scriptedModel = createScriptedModel()

/** Lets the model speak, holds every claim against what backs it, and joins its words with those of code. */
export async function talkToClient(
  parts: TalkParts,
  deps: TalkDeps,
  { signal, reader }: { readonly signal: AbortSignal; readonly reader: ReadingAlong | null },
): Promise<Decision> {
  const script = writeScript({ ...parts, isFollowed: parts.decision.texts.length > 0 })
  const request = buildRequest(parts, deps, script)
  const { model, times } = timeModel(parts.thrift === null ? deps.model : scriptedModel, deps.clock)
  const ending = reader === null ? signal : AbortSignal.any([signal, reader.stopped])
  const evidence = lazily(() => gatherEvidence(parts, request, deps.settings.persona))
  const outcome = await model.answer(letRead(request, reader, evidence), ending)
  const said = outcome.kind === 'cancelled' ? null : { request, outcome, script, evidence }
  const words = said === null ? null : await mend(model, said, ending)
  if (words !== null) {
    const thoughts = { passages: parts.passages, prompt: request.messages, drafts: words.drafts }
    return { ...join(parts, deps, { ...words, times: times() }, script), thoughts }
  }
  return signal.aborted || reader === null ? { kind: 'cancelled' } : stopHere(parts, evidence, reader)
}

/** The request, with the client reading along what the guard has let pass. */
function letRead(request: ModelRequest, reader: ReadingAlong | null, evidence: () => Evidence): ModelRequest {
  if (reader === null) return request
  return {
    ...request,
    onSpeaking: soFar => reader.show(followSafely(() => readBeginning(soFar()), evidence())),
  }
}

/** Enough was read: what stands in the chat is the answer, and what would have followed is not asked or offered. */
function stopHere(parts: TalkParts, evidence: () => Evidence, reader: ReadingAlong): Decision {
  const shown = reader.shown()
  const reason = String(reader.stopped.reason)
  if (shown === '') return { kind: 'silent', reason }
  const { backed } = guardReply(shown, evidence())
  return { ...parts.decision, texts: [{ markdown: shown }], reason, state: null, claims: backed }
}

function buildRequest(parts: TalkParts, { settings }: TalkDeps, script: Script): ModelRequest {
  const { temperature, maxTokens } = parts.playbook.stages[parts.understanding.move.stage]
  const { persona, timeZone } = settings
  return {
    messages: buildPrompt({ ...parts, persona, timeZone }),
    temperature: temperature ?? settings.temperature,
    maxTokens: maxTokens ?? settings.maxTokens,
    prepared: script.text,
    turnId: parts.facts.turnId,
  }
}

/** A claim that nothing backs is sent back to the model once; what it still cannot back is left out. Null: cancelled. */
async function mend(
  model: ChatModel,
  said: {
    readonly request: ModelRequest
    readonly outcome: Exclude<ModelOutcome, { kind: 'cancelled' }>
    readonly script: Script
    readonly evidence: () => Evidence
  },
  signal: AbortSignal,
): Promise<Words | null> {
  const { request, outcome, script } = said
  if (outcome.kind === 'unavailable') return speakScript(script, null)
  // The script speaks in the owner's words only.
  if (isScript(outcome)) return speakScript(script, outcome)
  const evidence = said.evidence()
  const first = readAnswer(outcome)
  const verdict = guardReply(first.reply, evidence)
  const draft = { text: first.reply, unbacked: verdict.unbacked }
  const isClean = verdict.unbacked.length === 0 && first.reply !== ''
  if (isClean) return { text: first.reply, outcome, facts: first.facts, claims: verdict.backed, drafts: [draft] }
  const again = await model.answer(
    { ...request, messages: [...request.messages, ...complain(outcome.text, verdict)] },
    signal,
  )
  if (again.kind === 'cancelled') return null
  if (again.kind === 'unavailable' || isScript(again)) {
    return { text: verdict.cleaned, outcome, facts: first.facts, claims: verdict.backed, drafts: [draft] }
  }
  const second = readAnswer(again)
  const { cleaned, backed, unbacked } = guardReply(second.reply, evidence)
  return {
    text: cleaned,
    outcome: addUsage(outcome, again),
    facts: second.facts ?? first.facts,
    claims: backed,
    drafts: [draft, { text: second.reply, unbacked }],
  }
}

/** The first answer, with what both cost. */
function addUsage(first: Answered, { usage }: Answered): Answered {
  if (first.usage === null || usage === null) return first
  return {
    ...first,
    usage: {
      promptTokens: first.usage.promptTokens + usage.promptTokens,
      completionTokens: first.usage.completionTokens + usage.completionTokens,
    },
  }
}

function isScript(outcome: Answered): boolean {
  return outcome.model === 'scripted'
}

function speakScript(script: Script, outcome: Answered | null): Words {
  return { text: script.text, outcome, facts: null, claims: [], drafts: [] }
}

// Enough to know what is meant; a whole essay of complaints would cost more than the answer.
const longestQuote = 120
const mostQuotes = 10

function complain(answer: string, verdict: Verdict): readonly ModelMessage[] {
  const claims = new Set(verdict.unbacked.map(({ claim }) => JSON.stringify(truncate(claim, longestQuote))))
  const quoted = [...claims].slice(0, mostQuotes).join(', ')
  const why =
    quoted === ''
      ? 'It was empty.'
      : `Nothing backs: ${quoted}. Write it again without these claims; say that you will check instead.`
  return [
    { role: 'assistant', content: answer },
    { role: 'user', content: `[system] Your answer was not sent. ${why}` },
  ]
}

function join(parts: TalkParts, deps: TalkDeps, spoken: Spoken, script: Script): ReplyDecision {
  const { decision, playbook, understanding } = parts
  const open = findOpen(parts, spoken, script)
  const isUnanswered = open.length > 0 && (script.isUnanswered || !isScripted(spoken))
  const handoff = findHandoff(parts, deps, spoken, isUnanswered)
  if (handoff !== null) return { ...decision, ...toHandoff(parts, { spoken, reason: handoff, open }) }
  // Nothing was left of the model's words: better one honest line than an empty message.
  const text = spoken.text === '' ? sayLine(playbook, 'model_unbacked', understanding.language) : spoken.text
  return {
    ...decision,
    texts: [{ markdown: text }, ...decision.texts],
    actions: [...decision.actions, ...raiseQuestions(parts, open)],
    ...nameSpeaker(parts, spoken),
    model: toRecord(spoken),
    progress: withModelSlots(parts, spoken.facts),
    state: withStreak(parts, isUnanswered),
    claims: spoken.claims,
  }
}

/** Who found the words: `model`, `scripted`, or `scripted.budget` and the like where the model was spared. */
function nameSpeaker({ thrift }: TalkParts, spoken: Spoken): Pick<ReplyDecision, 'reason' | 'thrift'> {
  if (thrift === null) return { reason: isScripted(spoken) ? 'scripted' : 'model' }
  return { reason: `scripted.${thrift}`, thrift }
}

/** What the owner is to answer: nothing we have does, and it is about this business. */
function findOpen(parts: TalkParts, spoken: Spoken, script: Script): readonly string[] {
  if (spoken.facts === null) return isScripted(spoken) ? script.open : []
  return spoken.facts.cannotAnswer && !isForeignQuestion(parts) ? [parts.understanding.text] : []
}

function isScripted({ outcome }: Spoken): boolean {
  return outcome === null || isScript(outcome)
}

function findHandoff(parts: TalkParts, deps: TalkDeps, spoken: Spoken, isUnanswered: boolean): string | null {
  const { handoff } = parts.playbook
  if (spoken.facts?.wantsHuman === true) return 'client.asked'
  const hasServer = deps.settings.hasModelServer || parts.playbook.modelServer !== null
  if (parts.thrift === null && isScripted(spoken) && hasServer && handoff.whenModelIsDown) return 'model.down'
  const streak = parts.facts.state.unansweredInARow + 1
  return isUnanswered && streak >= handoff.unansweredInARow ? 'questions.unanswered' : null
}

function toHandoff(
  parts: TalkParts,
  { spoken, reason, open }: { readonly spoken: Spoken; readonly reason: string; readonly open: readonly string[] },
): Partial<ReplyDecision> {
  const plan = planHandoff(parts, reason)
  const progress = withModelSlots(parts, spoken.facts)
  return {
    texts: plan.says,
    actions: [...parts.decision.actions, ...raiseQuestions(parts, open), ...plan.actions],
    state: plan.state,
    reason: plan.reason,
    model: toRecord(spoken),
    progress: progress && { ...progress, notes: [...progress.notes, ...listNotes(plan.actions)] },
    claims: [],
  }
}

function raiseQuestions({ talk: { messageId } }: TalkParts, questions: readonly string[]) {
  return questions.map(question => ({ kind: 'raise-question' as const, question, messageId }))
}

function toRecord({ outcome, times }: Spoken): ReplyDecision['model'] {
  if (outcome === null || times === null) return null
  const { model: name, usage, firstTokenMs } = outcome
  return { name, usage, firstTokenMs, ...times }
}

/** What the model read in the same answer is laid over what the rules read; the surer of the two counts. */
function withModelSlots(parts: TalkParts, read: ModelFacts | null): ReplyDecision['progress'] {
  const { decision, understanding, playbook, facts } = parts
  if (decision.progress === null || read === null) return decision.progress
  const mayKeepContact = facts.consents.get('pdpa_profile') === true
  const readings = parseModelSlots(read.slots, playbook.slots, {
    read: parts.readText,
    currency: playbook.currency,
    timeZone: parts.timeZone,
    nowMs: parts.nowMs,
  }).filter(({ slot }) => mayKeepContact || playbook.slots.find(({ name }) => name === slot)?.kind !== 'contact')
  const more = mergeSlots(understanding.slots, readings, facts.turn.unanswered.at(-1)?.id ?? null)
  return {
    ...decision.progress,
    slots: joinChanges(decision.progress.slots, more),
    fit: scoreLead(playbook, applyChanges(understanding.slots, more)),
    objection: decision.progress.objection ?? read.objection,
  }
}

/** One change a slot: what the rules found and the model then changed was found, with the model's value. */
function joinChanges(first: readonly SlotChange[], second: readonly SlotChange[]): readonly SlotChange[] {
  const joined = new Map(first.map(change => [change.slot, change]))
  for (const change of second) {
    joined.set(change.slot, { ...change, kind: joined.get(change.slot)?.kind ?? change.kind })
  }
  return [...joined.values()]
}

function withStreak({ decision, facts }: TalkParts, isUnanswered: boolean): ReplyDecision['state'] {
  if (decision.state === null) return null
  return { ...decision.state, unansweredInARow: isUnanswered ? facts.state.unansweredInARow + 1 : 0 }
}
