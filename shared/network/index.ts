export { type Egress, type EgressTo, watchEgress } from './egress.ts'
export { type GuardedCall, type MayConnect, openGuardedRequest } from './guarded-request.ts'
export { leadsInside } from './leads-inside.ts'
