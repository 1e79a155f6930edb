/** Who is signed in, and what they may do. */
export { SessionGate } from './session-gate.tsx'
export { useSayAuthor } from './use-say-author.ts'
export { type Role, sessionQuery, useMay } from './use-session.ts'
