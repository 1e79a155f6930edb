export { type AuditFilter, listAudit, type RecordedEntry } from './audit/list-audit.ts'
export { pruneAudit } from './audit/prune-audit.ts'
export { type Actor, type AuditEntry, recordAudit } from './audit/record-audit.ts'
export {
  type Claim,
  type ClaimOutcome,
  claimRequest,
  type RepeatableRequest,
  type StoredAnswer,
} from './idempotency/claim-request.ts'
export { forgetAnswers } from './idempotency/forget-answers.ts'
export { pruneRequests } from './idempotency/prune-requests.ts'
export { releaseRequest, settleRequest } from './idempotency/settle-request.ts'
export type { ApiKey } from './keys/api-key.ts'
export { type CreatedKey, createFirstKey, createKey, type NewKey } from './keys/create-key.ts'
export { findKey, type KeyLookup } from './keys/find-key.ts'
export { findKeyNames } from './keys/find-key-names.ts'
export { listKeys } from './keys/list-keys.ts'
export { isUseWorthNoting, noteKeyUse } from './keys/note-key-use.ts'
export { type Revocation, revokeKey } from './keys/revoke-key.ts'
export { findOperatorNames, listOperators, listTelegramOperators } from './operators/list-operators.ts'
export type { Operator, OperatorSaved } from './operators/operator.ts'
export {
  addOperator,
  changeOperator,
  findOperator,
  type NewOperator,
  type OperatorChange,
  revokeOperator,
} from './operators/save-operator.ts'
export { covers, type Role, roles } from './role.ts'
export { createLinkToken, type LinkUse, useLinkToken } from './sign-in/link-tokens.ts'
export { pruneSignIns } from './sign-in/prune-sign-ins.ts'
export { endSession, findSession, openSession, type Session } from './sign-in/sessions.ts'
