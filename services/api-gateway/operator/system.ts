import type { ConfigNotice, SettingChanges, SettingState, SettingsChange } from '#shared/config'
import type { ServiceName } from '../../running-service.ts'

/** The installation as a whole, seen from inside one of its processes. */
export interface System {
  /** As the files say now, which may be newer than what this process started with. */
  readonly listSettings: () => readonly SettingState[]
  readonly changeSettings: (changes: SettingChanges) => SettingsChange
  /** Lets the services of this process finish what they do and start anew with the settings as they are then. Returns at once. */
  readonly restart: () => void
  /** What runs in this process, and would start anew. */
  readonly services: readonly ServiceName[]
  /** Looks at everything the platform needs, as `npm run doctor` does; takes seconds. */
  readonly examine: () => Promise<Examination>
}

export type Examination =
  | { readonly kind: 'examined'; readonly findings: readonly SystemFinding[] }
  /** The settings in the files cannot be read: the next start would fail. */
  | { readonly kind: 'invalid'; readonly faults: readonly ConfigNotice[] }

/** What was looked at, what was found, and what to do about it. */
export interface SystemFinding {
  readonly name: string
  /** `off`: not configured, so that nothing was asked. */
  readonly state: 'ok' | 'fault' | 'off'
  /** Stable. */
  readonly code: string
  readonly latencyMs: number
  readonly found: Phrase
  readonly cure: Phrase | null
  /** Further lines, as they are. */
  readonly notes: readonly string[]
}

export interface Phrase {
  readonly ru: string
  readonly en: string
}
