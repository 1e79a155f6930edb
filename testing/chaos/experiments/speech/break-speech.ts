import type { AsrFault } from '../../../asr-server/index.ts'
import { defineExperiment, type Experiment } from '../../experiment.ts'

const faults: Readonly<Record<string, AsrFault>> = {
  500: { kind: 'status', status: 500 },
  429: { kind: 'status', status: 429 },
  hang: { kind: 'hang' },
  garbage: { kind: 'garbage' },
  silence: { kind: 'silence' },
  drop: { kind: 'drop' },
  // A byte every 500 ms: some of the transcript is always on its way, and none is whole within the 6 s.
  'slow-loris': { kind: 'trickle', pauseMs: 500 },
  cut: { kind: 'cut' },
}

/** Clients speak, and for 6 s the speech server hears nothing of it in one way. */
export const breakSpeech: readonly Experiment[] = Object.entries(faults).map(([name, fault]) =>
  defineExperiment({
    name: `speech-${name}`,
    needs: [],
    medium: 'voice',
    lastsMs: 6_000,
    strike: ({ asr }) => asr.failAlways(fault),
    mend: ({ asr }) => asr.failAlways(null),
  }),
)
