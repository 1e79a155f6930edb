import { parseArgs } from 'node:util'
import { systemClock } from '#shared/utils'
import type { Experiment } from './experiment.ts'
import { experiments } from './experiments/experiments.ts'
import type { Layout } from './world/open-world.ts'

export interface ChaosOptions {
  readonly experiments: readonly Experiment[]
  readonly layouts: readonly Layout[]
  /** How often each is played alone. */
  readonly rounds: number
  /** Random pairs after them, in each layout. */
  readonly pairs: number
  readonly seed: number
  readonly chats: number
  /** No play begins after so many minutes. */
  readonly minutes: number
}

const usage = `npm run test:chaos -- [flags]
  --only=<names>   experiments, or beginnings of their names, comma-separated: ${experiments.map(({ name }) => name).join(', ')}
  --layout=<name>  apart (four processes, PostgreSQL, Redis) or one-box (one process, SQLite); both when left out
  --rounds=<n>     how often each is played alone (1; 0: only pairs)
  --pairs=<n>      random pairs in each layout (5)
  --minutes=<n>    begin nothing more after so many (60)
  --chats=<n>      clients who write at a time (12)
  --seed=<n>       the same seed plays the same pairs`

/** Reads the command line; throws with the usage for what it does not know. */
export function readChaosOptions(args: readonly string[]): ChaosOptions {
  try {
    return readFlags(args)
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
  }
}

function readFlags(args: readonly string[]): ChaosOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: '' },
      layout: { type: 'string' },
      rounds: { type: 'string', default: '1' },
      pairs: { type: 'string', default: '5' },
      minutes: { type: 'string', default: '60' },
      chats: { type: 'string', default: '12' },
      seed: { type: 'string', default: String(systemClock.now() % 1_000_000) },
    },
  })
  return {
    experiments: chooseExperiments(values.only.split(',').filter(name => name !== '')),
    layouts: chooseLayouts(values.layout),
    rounds: readCount('rounds', values.rounds),
    pairs: readCount('pairs', values.pairs),
    minutes: readCount('minutes', values.minutes),
    chats: Math.max(1, readCount('chats', values.chats)),
    seed: readCount('seed', values.seed),
  }
}

function chooseExperiments(only: readonly string[]): readonly Experiment[] {
  const stranger = only.find(start => !experiments.some(({ name }) => name.startsWith(start)))
  if (stranger !== undefined) throw new TypeError(`--only: there is no "${stranger}"`)
  if (only.length === 0) return experiments
  return experiments.filter(({ name }) => only.some(start => name.startsWith(start)))
}

function chooseLayouts(name: string | undefined): readonly Layout[] {
  if (name === undefined) return ['apart', 'one-box']
  if (name === 'apart' || name === 'one-box') return [name]
  throw new TypeError(`--layout: found "${name}"; allowed: apart, one-box`)
}

function readCount(flag: string, text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 0) throw new TypeError(`--${flag}: found "${text}"; allowed: a whole number`)
  return count
}
