import { cpus, loadavg } from 'node:os'
import { measureDisk } from './measure-disk.ts'

/** What the numbers depend on, in one line. A load near or above the number of cores means that others took part of them. */
export function describeMachine(): string {
  const [core] = cpus()
  const [load = 0] = loadavg()
  return [
    `Node ${process.versions.node}`,
    `${cpus().length} cores of ${core?.model ?? 'an unknown processor'}`,
    `load ${load.toFixed(1)} before the run`,
    `a write is on the disk after ${measureDisk().toFixed(2)} ms`,
  ].join(', ')
}
