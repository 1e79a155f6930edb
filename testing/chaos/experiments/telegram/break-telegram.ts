import type { Fault } from '../../../telegram/index.ts'
import { defineExperiment, type Experiment } from '../../experiment.ts'

const always = { times: Infinity }

const faults: Readonly<Record<string, Fault>> = {
  502: { kind: 'status', status: 502, ...always },
  drop: { kind: 'drop', ...always },
  garbage: { kind: 'garbage', ...always },
  slow: { kind: 'delay', delayMs: 3_000, method: 'sendMessage', ...always },
  // Executed, and nobody learns of it; and never executed, and nobody learns of that.
  'lost-answers': { kind: 'lose-answer', method: 'sendMessage', times: 10 },
  'hanging-sends': { kind: 'hang', method: 'sendMessage', times: 5 },
  'hanging-polls': { kind: 'hang', method: 'getUpdates', times: 2 },
}

/** Telegram fails in one way for 5 s, or for so many calls. */
export const breakTelegram: readonly Experiment[] = Object.entries(faults).map(([name, fault]) =>
  defineExperiment({
    name: `telegram-${name}`,
    needs: [],
    lastsMs: 5_000,
    strike: ({ telegram }) => void telegram.faults.add(fault),
    mend: ({ telegram }) => telegram.faults.clear(),
  }),
)
