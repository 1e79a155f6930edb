import type { UnknownPart, Violation } from './judge-round.ts'
import { playRound, type RoundReport } from './play-round.ts'
import { openStage } from './stage.ts'

export interface KillTestOptions {
  readonly rounds: number
  readonly seed: number
  /** Null: a SQLite file of its own. */
  readonly databaseUrl: string | null
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

/** Kills the platform in the middle of its work, round after round over the same data, and judges each. */
export async function runKillTest({ rounds, seed, databaseUrl, onRound }: KillTestOptions): Promise<KillTestTotals> {
  const stage = await openStage({ chats, databaseUrl })
  let platform = stage.launch()
  try {
    await platform.running
    let totals = nothingYet
    for (let number = 1; number <= rounds; number++) {
      const played = await playRound(stage, { number, seed, platform })
      platform = played.platform
      totals = addUp(totals, played.report)
      onRound?.(totals)
    }
    return totals
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

function addUp(totals: KillTestTotals, report: RoundReport): KillTestTotals {
  const round = totals.rounds + 1
  return {
    rounds: round,
    written: totals.written + report.written,
    answered: totals.answered + report.answered,
    kills: totals.kills + report.kills,
    killsAtStart: totals.killsAtStart + report.killsAtStart,
    unknown: [...totals.unknown, ...report.unknown],
    violations: [...totals.violations, ...report.violations.map(violation => ({ round, ...violation }))],
    evidence: [...totals.evidence, ...report.evidence],
  }
}
