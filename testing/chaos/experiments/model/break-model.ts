import type { Fault } from '../../../model-server/index.ts'
import { defineExperiment, type Experiment } from '../../experiment.ts'

const faults: Readonly<Record<string, Fault>> = {
  500: { kind: 'status', status: 500 },
  429: { kind: 'status', status: 429, retryAfterSeconds: 1 },
  hang: { kind: 'hang' },
  garbage: { kind: 'garbage' },
  // A byte every 50 ms: words come, but no answer ever ends in time.
  'slow-loris': { kind: 'trickle', pauseMs: 50 },
  cut: { kind: 'cut', afterChunks: 3 },
  stall: { kind: 'stall', afterChunks: 3 },
  drop: { kind: 'drop' },
}

/** Every answer of the model server goes wrong in one way for 8 s. */
export const breakModel: readonly Experiment[] = Object.entries(faults).map(([name, fault]) =>
  defineExperiment({
    name: `model-${name}`,
    needs: [],
    lastsMs: 8_000,
    strike: ({ model }) => model.failAlways(fault),
    mend: ({ model }) => model.failAlways(null),
  }),
)
