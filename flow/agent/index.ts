export type { AgentSettings } from './agent-settings.ts'
export { asWritten } from './as-written.ts'
export {
  type ButtonWish,
  type CrewVerb,
  crewVerbs,
  parseButtonData,
  readPress,
  writeButtonData,
} from './button-data.ts'
export type { CommandAnswer } from './command-answer.ts'
export { type AnswerCrew, type CrewRequest, chooseLanguage, parseCommand } from './commands.ts'
export { type Agent, type AgentDeps, createAgent } from './create-agent.ts'
export type { CrewFacts, CrewOrder, SetupStep } from './crew.ts'
export type { Action, Alternative, Decision, OwnerDigest, ReplyDecision, ReplyText } from './decision.ts'
export { type DialogueState, emptyState, parseDialogueState } from './dialogue-state.ts'
export { formatButton, formatStart } from './format-time.ts'
export { giveUp } from './give-up.ts'
export type { BackedClaim } from './guard/evidence.ts'
export { type OwnerStatus, readOwnerStatus } from './owner-status.ts'
export type { FindOpenings, OpeningWish } from './plan/index.ts'
export type { ReadingAlong } from './reading-along.ts'
export { isDoubtfullyHeard } from './speech/doubt-speech.ts'
export { speechOf } from './speech/speech-of.ts'
export type { ThoughtDraft, Thoughts } from './thoughts.ts'
export type { TurnFacts } from './turn-facts.ts'
export { inLanguage, sayLine } from './words.ts'
