import { expect, it } from 'vitest'
import { AppError, createFakeClock, type Repetition, silentLogger } from '#shared/utils'
import { closedGate } from '../../../testing/open-gate.ts'
import { createMemoryQueue } from './memory-queue.ts'
import { startChores } from './start-chores.ts'

const secondMs = 1_000

function open(...chores: readonly Repetition[]) {
  const clock = createFakeClock()
  const queue = createMemoryQueue(clock, silentLogger, { retries: { attempts: 3, baseMs: 100, jitter: 0 } })
  return { clock, queue, stop: startChores({ clock, queue, logger: silentLogger }, 'chore', chores) }
}

/** A chore that does what `rounds` say, one after the other, and notes when it ran. */
function chore(name: string, run: (round: number) => 'again' | 'done' | Promise<'again' | 'done'> = () => 'done') {
  const runs: number[] = []
  const repetition: Repetition = {
    name,
    everyMs: 10 * secondMs,
    run: async () => {
      runs.push(runs.length + 1)
      return run(runs.length)
    },
  }
  return { ...repetition, runs }
}

it('runs each chore at once, and again every period', async () => {
  const [reminders, summaries] = [chore('send-reminders'), { ...chore('write-summaries'), everyMs: 5 * secondMs }]
  const { clock, stop } = open(reminders, summaries)
  await clock.advance(0)
  expect([reminders.runs.length, summaries.runs.length]).toEqual([1, 1])
  await clock.advance(20 * secondMs)
  expect([reminders.runs.length, summaries.runs.length]).toEqual([3, 5])
  await stop()
  await clock.advance(20 * secondMs)
  expect([reminders.runs.length, summaries.runs.length]).toEqual([3, 5])
})

it('goes on at once while there is more to do, and lets the others come between', async () => {
  const gate = closedGate()
  const greedy = Array.from({ length: 8 }, (_, at) =>
    chore(`prune-${at}`, async round => {
      await gate.opened
      return round < 120 ? 'again' : 'done'
    }),
  )
  let roundsBefore: readonly number[] = []
  const patient = chore('send-reminders', () => {
    roundsBefore = greedy.map(({ runs }) => runs.length)
    return 'done'
  })
  const { clock, stop } = open(...greedy, patient)
  await clock.advance(0)
  expect(patient.runs).toEqual([])
  gate.open()
  await clock.advance(secondMs)
  expect(greedy.map(({ runs }) => runs.length)).toEqual(greedy.map(() => 120))
  expect(Math.max(...roundsBefore)).toBeLessThan(120)
  await stop()
})

it('tries one that failed again, lists what failed too often, and no more once it is well', async () => {
  let isBroken = true
  const briefs = chore('write-briefs', () => {
    if (isBroken) throw new AppError('test.broken', 'not yet')
    return 'done'
  })
  const reminders = chore('send-reminders')
  const { clock, queue, stop } = open(briefs, reminders)
  await clock.advance(secondMs)
  expect([briefs.runs.length, reminders.runs.length]).toEqual([3, 1])
  expect(await queue.listDead(10)).toMatchObject([{ job: 'chore', key: 'write-briefs', code: 'test.broken' }])
  expect(await queue.count()).toMatchObject([{ job: 'chore', waiting: 0, delayed: 0, active: 0, dead: 1 }])
  isBroken = false
  expect(await queue.replay('chore', 'write-briefs')).toBe(true)
  await clock.advance(0)
  expect(briefs.runs).toHaveLength(4)

  isBroken = true
  await clock.advance(15 * secondMs)
  expect(await queue.listDead(10)).toHaveLength(1)
  isBroken = false
  await clock.advance(10 * secondMs)
  expect(await queue.listDead(10)).toEqual([])
  await stop()
})

it('waits for the round under way when it is stopped, and begins no other', async () => {
  const gate = closedGate()
  const prune = chore('prune', async (): Promise<'again'> => {
    await gate.opened
    return 'again'
  })
  const { clock, stop } = open(prune)
  await clock.advance(0)
  let isStopped = false
  const stopping = stop().then(() => {
    isStopped = true
  })
  await clock.advance(secondMs)
  expect(isStopped).toBe(false)
  gate.open()
  await stopping
  await clock.advance(20 * secondMs)
  expect(prune.runs).toEqual([1])
})

it('lets go of a chore that only another version knows', async () => {
  const { clock, queue, stop } = open(chore('send-reminders'))
  queue.schedule('chore', 'water-the-plants', secondMs)
  await clock.advance(secondMs)
  expect(await queue.count()).toMatchObject([{ waiting: 0, delayed: 0, active: 0, dead: 0 }])
  await stop()
})
