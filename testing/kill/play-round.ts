import { type Chance, sleep, systemClock } from '#shared/utils'
import type { PlatformProcess } from '../platform-process.ts'
import { createSeededChance } from '../seeded-chance.ts'
import { judgeRound, type Verdict, type Violation } from './judge-round.ts'
import { isAtRest, readRecords, readWatermark } from './read-records.ts'
import type { Stage } from './stage.ts'
import { writeAsPeopleDo } from './write-as-people-do.ts'

export interface RoundReport extends Verdict {
  readonly written: number
  readonly kills: number
  /** Of the kills, those that came before the platform said that it was running. */
  readonly killsAtStart: number
  /** The chats' side of every violation, for whoever looks for the cause. */
  readonly evidence: readonly string[]
}

export interface Round {
  readonly number: number
  readonly seed: number
  /** Running; it will not survive the round. */
  readonly platform: PlatformProcess
}

// People write for one to two seconds: a kill within that time meets messages at every point of their way.
const latestKillMs = 1_800
const shareOfSecondKills = 0.3
// A start takes half a second to a second: half of the second kills come before it is over.
const latestSecondKillMs = 1_500
const quietWithinMs = 60_000

/** People write, the platform is killed and started again, and what is left when all is quiet is judged. Returns the new process. */
export async function playRound(
  stage: Stage,
  round: Round,
): Promise<{ report: RoundReport; platform: PlatformProcess }> {
  const chance = createSeededChance(round.seed + round.number)
  const since = await readWatermark(stage.database)
  stage.chronicle.clear()
  const talks = stage.people.map((_, chat) =>
    writeAsPeopleDo(stage, { round: round.number, chat, chance: createSeededChance(chance() * 2 ** 32) }),
  )
  const { platform, kills, killsAtStart } = await killAndRestart(stage, round.platform, chance)
  await Promise.all(talks)
  const isQuiet = await Promise.race([untilQuiet(stage), platform.ended.then(() => false)])
  const { written, delivered } = stage.chronicle
  const verdict = judgeRound({ written, delivered, records: await readRecords(stage.database, since) })
  const violations = [...(isQuiet ? [] : [describeUnrest(platform)]), ...verdict.violations]
  const report = {
    ...verdict,
    violations,
    written: written.length,
    kills,
    killsAtStart,
    evidence: gatherEvidence(stage, violations),
  }
  return { report, platform }
}

interface Restart {
  readonly platform: PlatformProcess
  readonly kills: number
  readonly killsAtStart: number
}

async function killAndRestart(stage: Stage, first: PlatformProcess, chance: Chance): Promise<Restart> {
  await sleep(systemClock, chance() * latestKillMs)
  await first.kill()
  let platform = stage.launch()
  if (chance() >= shareOfSecondKills) {
    await platform.running
    return { platform, kills: 1, killsAtStart: 0 }
  }
  const secondKill = sleep(systemClock, chance() * latestSecondKillMs)
  const isAtStart = await Promise.race([secondKill.then(() => true), platform.running.then(() => false)])
  await secondKill
  await platform.kill()
  platform = stage.launch()
  await platform.running
  return { platform, kills: 2, killsAtStart: isAtStart ? 1 : 0 }
}

async function untilQuiet(stage: Stage): Promise<boolean> {
  const lateAt = systemClock.now() + quietWithinMs
  while (systemClock.now() < lateAt) {
    if (stage.telegram.pendingUpdateIds(stage.bot).length === 0 && (await isAtRest(stage.database))) return true
    await sleep(systemClock, 20)
  }
  return false
}

function describeUnrest(platform: PlatformProcess): Violation {
  return {
    chatId: '',
    what: `no rest within ${quietWithinMs / 1000} s; the platform's last words:\n${platform.said.stderr.slice(-3_000)}`,
  }
}

function gatherEvidence({ chronicle }: Stage, violations: readonly Violation[]): readonly string[] {
  const chats = new Set(violations.map(violation => violation.chatId))
  return [...chats].flatMap(chatId => [
    `chat ${chatId}`,
    ...chronicle.written
      .filter(message => message.chatId === chatId)
      .map(({ messageId, mark }) => `  client #${messageId}: ${mark}`),
    ...chronicle.delivered
      .filter(message => message.chatId === chatId)
      .map(({ messageId, text }) => `  bot    #${messageId}: ${text.slice(0, 80)}`),
  ])
}
