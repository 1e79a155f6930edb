export { planHandoff } from './call-human.ts'
export type { FindOpenings, OpeningWish, Plan, PlanInput, Talk, WriteInvitation } from './plan.ts'
export { planTurn } from './plan-turn.ts'
