import { beforeAll, expect, it } from 'vitest'
import { buildPlatform, buildTimeoutMs } from '../testing/build-platform.ts'
import { listFaults } from '../testing/chaos/describe-outcome.ts'
import { experiments } from '../testing/chaos/experiments/experiments.ts'
import { type Outcome, playExperiment } from '../testing/chaos/play-experiment.ts'
import { openWorld, type World } from '../testing/chaos/world/open-world.ts'
import { findPostgresBinaries } from '../testing/postgres/find-binaries.ts'

/** The short form of `npm run test:chaos`. Nothing here waits for a clock: only a machine that stands still is too slow for it. */
const timeoutMs = 300_000
const isPostgresMissing = findPostgresBinaries().length === 0 && process.env.CI === undefined

// A machine with too much to do makes the model slow: that shall be no outage here.
const unhurried = { AI_SERVER_FIRST_TOKEN_TIMEOUT_SECONDS: '20', AI_SERVER_TIMEOUT: '30' }

beforeAll(buildPlatform, buildTimeoutMs)

it.skipIf(isPostgresMissing)(
  'services apart lose nothing and say nothing twice when one is killed, PostgreSQL crashes and Redis is emptied',
  async () => {
    expect(await playIn('apart', [['kill-worker'], ['restart-postgres-immediate', 'flush-redis']])).toEqual(kept(2))
  },
  timeoutMs,
)

it(
  'one process loses nothing and says nothing twice when it is killed while the model server fails',
  async () => {
    expect(await playIn('one-box', [['kill-platform', 'model-500']])).toEqual(kept(1))
  },
  timeoutMs,
)

/** What went wrong in each play, and whether anything was said at all. */
type Gist = { readonly faults: readonly string[]; readonly isSpoken: boolean }

async function playIn(layout: World['layout'], plays: readonly (readonly string[])[]): Promise<readonly Gist[]> {
  const world = await openWorld({ layout, env: unhurried })
  const gists: Gist[] = []
  try {
    for (const [round, names] of plays.entries()) {
      const chosen = names.flatMap(name => experiments.filter(experiment => experiment.name === name))
      gists.push(toGist(await playExperiment(world, { experiments: chosen, round, seed: 7, chats: 5 })))
    }
  } finally {
    await world.close()
  }
  return gists
}

function toGist(outcome: Outcome): Gist {
  const answered = outcome.waits.filter(({ answeredAtMs }) => answeredAtMs !== null)
  return { faults: listFaults(outcome), isSpoken: answered.length > 5 }
}

function kept(plays: number): readonly Gist[] {
  return Array.from({ length: plays }, () => ({ faults: [], isSpoken: true }))
}
