import type { Playbook } from '../../playbook/playbook.ts'
import type { SlotChange } from '../../slots/merge-slots.ts'
import type { Stage } from '../../stages/stage.ts'
import type { DetectLanguage } from '../../understanding/detect-language.ts'

/** A row of a list of people, understood. */
export interface ListedLead {
  /** The number of its row in the file. */
  readonly row: number
  readonly name: string | null
  /** All that is known to reach the person by, as it is shown. */
  readonly contact: string | null
  /** The person's number in Telegram, where the list has it. */
  readonly telegramId: number | null
  readonly source: string
  readonly status: string
  readonly stage: Stage
  readonly intent: string | null
  readonly language: string | null
  readonly note: string | null
  readonly slots: readonly SlotChange[]
  /** Whoever shares one of these is the same person: see `contactKeys`. */
  readonly keys: readonly string[]
}

/** What is wrong with a cell, or with a row. */
export interface ListFault {
  readonly row: number
  /** The title of the column; null when it is the row. */
  readonly column: string | null
  /** What stands there. */
  readonly found: string
  readonly allowed: string
}

/** How a list is read. */
export interface ListContext {
  readonly playbook: Playbook
  readonly timeZone: string
  readonly nowMs: number
  readonly detectLanguage: DetectLanguage
  /** Where people come from of whom the list does not say it. */
  readonly source: string
}
