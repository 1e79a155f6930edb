import type { SlotDefinition } from '../playbook/playbook.ts'

/** A value that was read for a slot, in its canonical form. */
export interface SlotReading {
  readonly slot: string
  readonly value: string
  /** 0..1: below 0.6 it is asked again, from 0.8 it is used as it is. */
  readonly confidence: number
  readonly source: 'rule' | 'model' | 'button'
  /** The client takes an earlier value back («не 30, а 50»). */
  readonly isCorrection: boolean
}

export interface SlotContext {
  /** In the order in which they are asked. */
  readonly slots: readonly SlotDefinition[]
  /** The slot that our last message asked for; null when it asked for none. */
  readonly asked: string | null
  /** What is known already, the newest first: a correction without a name goes to the newest of its kind. */
  readonly known: ReadonlyMap<string, { readonly value: string }>
  /** ISO 4217, of amounts without a currency; the playbook's. */
  readonly currency: string
  /** IANA zone in which the times of the reading were understood. */
  readonly timeZone: string
  /** The instant against which they were. */
  readonly nowMs: number
}
