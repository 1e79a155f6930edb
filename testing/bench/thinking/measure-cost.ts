import { percentile } from '../percentile.ts'

const unmeasuredRounds = 3

/** Processor time in milliseconds. */
export interface Cost {
  /** The median of its rounds, for each input. */
  readonly mediansMs: readonly number[]
  /** Over all rounds, the collector's work included. */
  readonly meanMs: number
}

/** Input after input and not one many times over: a reader that remembers the latest text must not profit from it. */
export function measureCost<Input>(inputs: readonly Input[], run: (input: Input) => unknown, rounds: number): Cost {
  for (let round = 0; round < unmeasuredRounds; round++) inputs.forEach(run)
  const before = process.cpuUsage()
  const costs = Array.from({ length: rounds }, () => inputs.map(input => measureOnce(() => run(input))))
  const meanMs = usedMs(before) / (rounds * inputs.length)
  const mediansMs = inputs.map((_, index) =>
    percentile(
      costs.map(round => round[index] ?? Number.NaN),
      50,
    ),
  )
  return { mediansMs, meanMs }
}

function measureOnce(run: () => unknown): number {
  const before = process.cpuUsage()
  run()
  return usedMs(before)
}

function usedMs(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

export const costColumns: readonly string[] = ['median', 'p95', 'p99', 'max', 'mean']

/** The cells of `costColumns`. */
export function describeCost({ mediansMs, meanMs }: Cost): readonly string[] {
  const [median, p95, p99, max] = [50, 95, 99, 100].map(percent => percentile(mediansMs, percent))
  return [median, p95, p99, max, meanMs].map(ms => (ms ?? Number.NaN).toFixed(3))
}
