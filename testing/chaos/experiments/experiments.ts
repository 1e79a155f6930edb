import type { Experiment } from '../experiment.ts'
import { exhaustDescriptors } from './machine/exhaust-descriptors.ts'
import { fillDisk } from './machine/fill-disk.ts'
import { jumpClock } from './machine/jump-clock.ts'
import { breakModel } from './model/break-model.ts'
import { freezeServices } from './services/freeze-services.ts'
import { killPlatform } from './services/kill-platform.ts'
import { killServices } from './services/kill-services.ts'
import { breakSpeech } from './speech/break-speech.ts'
import { breakRedis } from './stores/break-redis.ts'
import { restartPostgres } from './stores/restart-postgres.ts'
import { breakTelegram } from './telegram/break-telegram.ts'

/** Everything that is broken on purpose, in the order of the table. */
export const experiments: readonly Experiment[] = [
  ...killServices,
  killPlatform,
  ...freezeServices,
  ...restartPostgres,
  ...breakRedis,
  ...breakModel,
  ...breakSpeech,
  ...breakTelegram,
  fillDisk,
  ...jumpClock,
  exhaustDescriptors,
]
