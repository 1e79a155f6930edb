export type { AgentSettings } from './agent-settings.ts'
export {
  type ButtonWish,
  type CrewVerb,
  crewVerbs,
  parseButtonData,
  readPress,
  writeButtonData,
} from './commands/button-data.ts'
export type { CommandAnswer } from './commands/command-answer.ts'
export { type AnswerCrew, type CrewRequest, chooseLanguage, parseCommand } from './commands/commands.ts'
export type { CrewFacts, CrewOrder, SetupStep } from './commands/crew.ts'
export { type OwnerStatus, readOwnerStatus } from './commands/owner-status.ts'
export { type Agent, type AgentDeps, createAgent } from './create-agent.ts'
export type { Action, Alternative, Decision, OwnerDigest, ReplyDecision, ReplyText } from './decision.ts'
export type { BackedClaim } from './guard/evidence.ts'
export type { FindOpenings, OpeningWish } from './plan/index.ts'
export { type DialogueState, emptyState, parseDialogueState } from './reading/dialogue-state.ts'
export type { ReadingAlong } from './reading/reading-along.ts'
export { isDoubtfullyHeard } from './speech/doubt-speech.ts'
export { speechOf } from './speech/speech-of.ts'
export { asWritten } from './talk/as-written.ts'
export { formatButton, formatStart } from './talk/format-time.ts'
export { giveUp } from './talk/give-up.ts'
export type { ThoughtDraft, Thoughts } from './talk/thoughts.ts'
export { inLanguage, sayLine } from './talk/words.ts'
export { isSpent, type ModelUse, type StrangerBudget, toStrangerBudget } from './thrift/stranger-budget.ts'
export type { Thrift } from './thrift/why-spare-model.ts'
export type { TurnFacts } from './turn-facts.ts'
