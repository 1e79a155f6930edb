export { type GuardedCall, type MayConnect, openGuardedRequest } from './guarded-request.ts'
export { leadsInside } from './leads-inside.ts'
