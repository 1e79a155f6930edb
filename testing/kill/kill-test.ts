import type { UnknownPart, Violation } from './judge-round.ts'
import { playRound, type RoundReport } from './play-round.ts'
import { openStage } from './stage.ts'

export interface KillTestOptions {
  readonly rounds: number
  readonly seed: number
  /** A stage for each, and all of them side by side; null: a SQLite file of its own. */
  readonly databaseUrls: readonly (string | null)[]
  /** Told after each round of what happened so far. */
  readonly onRound?: (totals: KillTestTotals) => void
}

export interface KillTestTotals {
  readonly rounds: number
  readonly written: number
  readonly answered: number
  readonly kills: number
  readonly killsAtStart: number
  /** Sends in the air at a kill: neither lost without a trace nor sent again. */
  readonly unknown: readonly UnknownPart[]
  readonly violations: readonly (Violation & { readonly round: number })[]
  readonly evidence: readonly string[]
}

const chats = 50
// With the same people for longer, the AI would have had its sixty turns with them (`handoff.max_turns`) and would call a human.
const roundsWithSamePeople = 15

/**
 * Kills the platform in the middle of its work, round after round over the same data, and judges each. A round waits most of its
 * time, so several stages take turns on the rounds; each has a platform, people and data of its own.
 */
export async function runKillTest({ rounds, seed, databaseUrls, onRound }: KillTestOptions): Promise<KillTestTotals> {
  const numbers = Array.from({ length: rounds }, (_, index) => index + 1).values()
  let totals = nothingYet
  await Promise.all(
    databaseUrls.map(databaseUrl =>
      playRounds(numbers, { seed, databaseUrl }, (number, report) => {
        totals = addUp(totals, number, report)
        onRound?.(totals)
      }),
    ),
  )
  return totals
}

async function playRounds(
  numbers: Iterable<number>,
  { seed, databaseUrl }: { readonly seed: number; readonly databaseUrl: string | null },
  report: (number: number, report: RoundReport) => void,
): Promise<void> {
  const stage = await openStage({ chats, databaseUrl })
  let platform = stage.launch()
  try {
    await platform.running
    for (const number of numbers) {
      if (number % roundsWithSamePeople === 0) stage.replacePeople()
      const played = await playRound(stage, { number, seed, platform })
      platform = played.platform
      report(number, played.report)
    }
  } finally {
    await platform.kill()
    await stage.close()
  }
}

const nothingYet: KillTestTotals = {
  rounds: 0,
  written: 0,
  answered: 0,
  kills: 0,
  killsAtStart: 0,
  unknown: [],
  violations: [],
  evidence: [],
}

function addUp(totals: KillTestTotals, round: number, report: RoundReport): KillTestTotals {
  return {
    rounds: totals.rounds + 1,
    written: totals.written + report.written,
    answered: totals.answered + report.answered,
    kills: totals.kills + report.kills,
    killsAtStart: totals.killsAtStart + report.killsAtStart,
    unknown: [...totals.unknown, ...report.unknown],
    violations: [...totals.violations, ...report.violations.map(violation => ({ round, ...violation }))],
    evidence: [...totals.evidence, ...report.evidence],
  }
}
