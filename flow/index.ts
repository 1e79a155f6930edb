export {
  type Agent,
  type AgentDeps,
  createAgent,
  type Decision,
  giveUp,
  type OwnerStatus,
  readOwnerStatus,
} from './agent/index.ts'
export { conversationSection, rateLimitingSection } from './config.ts'
export { listRunningPenalties, type Penalty, recordPenalty } from './flood-history.ts'
export { handBack, type Takeover, takeOver } from './handoff.ts'
export { createIngest, type Ingest, type IngestDeps } from './ingest.ts'
export { notifyOwner, type OwnerNotice } from './notify-owner.ts'
export { createSpeaker, type Speaker, type SpeakerDeps } from './speaker.ts'
export type { Receiver } from './store-messages.ts'
export { type SweepDeps, startSweeper } from './sweep.ts'
export { createTurns, type TurnDeps, type Turns } from './turn.ts'
export { startTyping, type TypingDeps } from './typing.ts'
