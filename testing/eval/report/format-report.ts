import { verticals } from '../../../flow/rehearsal/dialogue.ts'
import { formatTable, type Row } from '../../bench/table.ts'
import type { Verdict } from '../judge/judge-dialogue.ts'
import type { SetScore } from './score-sets.ts'
import { sumUp, type Totals } from './totals.ts'

export interface Report {
  /** What answered: `scripted`, or the model's name. */
  readonly model: string
  readonly verdicts: readonly Verdict[]
  readonly sets: readonly SetScore[]
  /** Rows that the dialogues left behind, by table. */
  readonly rows: ReadonlyMap<string, number>
}

/** The whole run for people: one line a dialogue, what went wrong, the totals, the sets, the tables. */
export function formatReport({ model, verdicts, sets, rows }: Report, isTold: boolean): string {
  return [
    `Dialogues, answered by ${model}`,
    formatTable(dialogueHead, verdicts.map(dialogueRow)),
    listFaults(verdicts),
    isTold ? verdicts.map(({ name, transcript }) => [name, ...transcript].join('\n')).join('\n\n') : '',
    formatTable(totalHead, listTotals(verdicts)),
    sets.length === 0 ? '' : formatTable(setHead, sets.map(setRow)),
    rows.size === 0
      ? ''
      : formatTable(
          ['table', 'rows'],
          [...rows].map(([table, count]) => [table, `${count}`]),
        ),
  ]
    .filter(part => part !== '')
    .join('\n\n')
}

const dialogueHead: Row = ['dialogue', 'right end', 'slots', 'repeated', 'invented', 'turns', 'tokens', 'p50 ms']

function dialogueRow(verdict: Verdict): Row {
  const { slots, repeated, inventions, turns, tokens } = verdict
  return [
    verdict.name,
    verdict.faults.length === 0 ? 'yes' : 'NO',
    slots.total === 0 ? '' : `${slots.right}/${slots.total}`,
    `${repeated.length}`,
    `${inventions.length + verdict.forbidden.length}`,
    `${turns}`,
    `${tokens}`,
    sumUp([verdict]).latencyP50Ms.toFixed(1),
  ]
}

function listFaults(verdicts: readonly Verdict[]): string {
  return verdicts
    .flatMap(({ name, ...verdict }) => explain(verdict).map(fault => `${name}: ${fault.replaceAll('\n', ' ⏎ ')}`))
    .join('\n')
}

/** What is wrong, in words. */
export function explain(verdict: Omit<Verdict, 'name'>): readonly string[] {
  return [
    ...verdict.faults,
    ...verdict.slots.wrong,
    ...verdict.repeated.map(slot => `asked again for ${slot}`),
    ...verdict.inventions.map(invention => `nothing backs ${invention}`),
    ...verdict.forbidden.map(text => `must not be said: «${text}»`),
  ]
}

const totalHead: Row = [
  'totals',
  'dialogues',
  'right ends',
  'slots right',
  'repeated',
  'invented',
  'forbidden',
  'turns',
  'tokens',
  'p50 ms',
  'p95 ms',
]

function listTotals(verdicts: readonly Verdict[]): readonly Row[] {
  const parts = verticals.map(vertical => ({ name: vertical, own: verdicts.filter(one => one.vertical === vertical) }))
  const heldOut = { name: 'of these held out', own: verdicts.filter(({ name }) => name.startsWith('held-out.')) }
  return [...parts, { name: 'all', own: verdicts }, heldOut]
    .filter(({ own }) => own.length > 0)
    .map(({ name, own }) => totalRow(name, sumUp(own)))
}

function totalRow(name: string, totals: Totals): Row {
  const { dialogues, rightEnds, slotsRight, slots } = totals
  return [
    name,
    `${dialogues}`,
    `${rightEnds} (${percent(rightEnds, dialogues)})`,
    `${slotsRight}/${slots}`,
    `${totals.repeated}`,
    `${totals.inventions}`,
    `${totals.forbidden}`,
    `${totals.turns}`,
    `${totals.tokens}`,
    totals.latencyP50Ms.toFixed(1),
    totals.latencyP95Ms.toFixed(1),
  ]
}

const setHead: Row = ['set', 'right', 'of', '']

function setRow({ set, name, right, total }: SetScore): Row {
  return [`${set}: ${name}`, `${right}`, `${total}`, percent(right, total)]
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '' : `${Math.round((100 * part) / whole)} %`
}
