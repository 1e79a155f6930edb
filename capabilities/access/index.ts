export { type Actor, type AuditEntry, recordAudit } from './record-audit.ts'
export { covers, type Role, roles } from './role.ts'
