// Loaded into the platform's processes before anything else (NODE_OPTIONS=--import). Its wall clock is `Date` and nothing else, which
// the architecture test holds; SIGUSR2 sets it by as many milliseconds as stand in CHAOS_CLOCK_FILE. Timers run on, as they do
// when an operator or NTP sets the clock of a machine.
import { readFileSync } from 'node:fs'

const RealDate = Date
let offsetMs = 0

globalThis.Date = class SkewedDate extends RealDate {
  constructor(...values) {
    if (values.length === 0) super(RealDate.now() + offsetMs)
    else super(...values)
  }

  static now() {
    return RealDate.now() + offsetMs
  }
}

process.on('SIGUSR2', readOffset)
readOffset()

// A process that is started again finds the clock as the others have it.
function readOffset() {
  offsetMs = Number(readFileSync(process.env.CHAOS_CLOCK_FILE ?? '', 'utf8'))
}
