import { cpSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type PlaybookPlace, type PlaybookWritten, replacePlaybook } from './replace-playbook.ts'

/** A state of a playbook that was replaced, and kept. */
export interface PlaybookVersion {
  /** `2026-11-23-091500-123`; also the way to restore it. */
  readonly stamp: string
  /** When it was replaced. */
  readonly replacedAt: number
}

const stampPattern = /^(\d{4}-\d{2}-\d{2})-(\d{2})(\d{2})(\d{2})(?:-(\d{3}))?$/

/** For a change that is made now: sorts, and may stand in a file name everywhere. */
export function versionStamp(instant: number): string {
  const [date = '', time = ''] = new Date(instant).toISOString().split('T')
  const [clock = '', milliseconds = ''] = time.replace('Z', '').split('.')
  return `${date}-${clock.replaceAll(':', '')}-${milliseconds}`
}

/** What was replaced, the newest first. */
export function listVersions({ folder, name }: PlaybookPlace): readonly PlaybookVersion[] {
  return listFolders(folder)
    .flatMap(entry => readVersion(entry, name))
    .sort((a, b) => (a.stamp < b.stamp ? 1 : -1))
}

/** Puts a former state into place, as `replacePlaybook` does: what is there now is kept, too. Null: there is none of this stamp. */
export function restoreVersion(place: PlaybookPlace, stamp: string, now: string): PlaybookWritten | null {
  if (!listVersions(place).some(version => version.stamp === stamp)) return null
  const former = join(place.folder, folderOf(place.name, stamp))
  return replacePlaybook(place, now, folder => {
    rmSync(folder, { recursive: true })
    cpSync(former, folder, { recursive: true })
  })
}

function readVersion(entry: string, name: string): readonly PlaybookVersion[] {
  const stamp = entry.startsWith(`${name}.`) && entry.endsWith('~') ? entry.slice(name.length + 1, -1) : ''
  if (!stampPattern.test(stamp)) return []
  const [, date, hours, minutes, seconds, milliseconds = '000'] = stampPattern.exec(stamp) ?? []
  const replacedAt = Date.parse(`${date}T${hours}:${minutes}:${seconds}.${milliseconds}Z`)
  return Number.isNaN(replacedAt) ? [] : [{ stamp, replacedAt }]
}

function folderOf(name: string, stamp: string): string {
  return `${name}.${stamp}~`
}

function listFolders(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
