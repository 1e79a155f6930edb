import { expect, it } from 'vitest'
import { listBroken } from './report.ts'
import { runStorm } from './storm.ts'

it('loses nothing and meets no limit in a short storm, and says what it may', async () => {
  const report = await runStorm({ phases: 2, phaseMs: 20_000, chats: 50, seed: 7 })
  expect({ report, broken: listBroken(report) }).toEqual({ report, broken: [] })
}, 120_000)
