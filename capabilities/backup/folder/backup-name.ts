/** Sorts by time, and is a file name on every system: `platform-2026-11-23T12-03-00Z.backup`. */
export function nameBackup(nowMs: number): string {
  return `platform-${new Date(nowMs).toISOString().slice(0, 19).replaceAll(':', '-')}Z.backup`
}

/** When a backup of that name was made; null for the name of anything else. */
export function readBackupName(name: string): number | null {
  const found = /^platform-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z\.backup$/.exec(name)
  if (found === null) return null
  const [, day, hour, minute, second] = found
  const instant = Date.parse(`${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(instant) ? null : instant
}
