export { type Agent, type AgentDeps, createAgent } from './decide.ts'
export type { Action, Decision, ModelRecord } from './decision.ts'
export { giveUp } from './give-up.ts'
export { type OwnerStatus, readOwnerStatus } from './owner-status.ts'
