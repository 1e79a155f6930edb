import type { ConfigNotice } from '#shared/config'
import type { DatabaseTarget } from '#shared/database'
import type { Clock } from '#shared/utils'
import type { Settings } from '../../services/settings.ts'
import type { CheckName, FindingCode, FindingValues } from './report/words.ts'

/** What is examined: the settings, and where this process stands. */
export interface Patient {
  readonly settings: Settings
  /** What the settings were read with a remark about. */
  readonly warnings: readonly ConfigNotice[]
  readonly target: DatabaseTarget
  /** The folder with `playbooks/`. */
  readonly packageFolder: string
  /** `20.19.0` */
  readonly nodeVersion: string
  readonly clock: Clock
}

export interface Finding {
  readonly code: FindingCode
  readonly values: Readonly<Record<string, string | number>>
  /** Further lines, shown as they are. */
  readonly notes: readonly string[]
}

/** One thing to look at. It changes nothing, asks the outside at most a few times, and never shows a secret. */
export interface Check {
  readonly name: CheckName
  /** `here`: the database driver and the disk make this process stand still, so these run alone and first, or they would spoil the latencies of the others. */
  readonly place: 'here' | 'outside'
  /** A backstop behind the time limits inside: what takes longer is a fault. */
  readonly limitMs: number
  /** `signal` is aborted at the limit. */
  run(patient: Patient, signal: AbortSignal): Finding | Promise<Finding>
}

/** Declares a check; `checks.ts` lists it. */
export function defineCheck(check: Check): Check {
  return check
}

/** What a check found. The compiler holds the values against the gaps in the words. */
export function find<Code extends FindingCode>(code: Code, ...[values]: FindingValues<Code>): Finding {
  return { code, values: values ?? {}, notes: [] }
}
