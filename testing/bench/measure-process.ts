import { readFileSync } from 'node:fs'

/** What Linux says of a process. Its children are not counted. */
export interface ProcessUse {
  /** User and system time since its start. */
  readonly cpuMs: number
  readonly residentMb: number
  /** The most it ever had in memory. */
  readonly peakMb: number
}

// USER_HZ: the unit of /proc is a hundredth of a second on every Linux, whatever the kernel's own tick.
const msPerTick = 10

/** Reads /proc; throws where there is none, or when the process has ended. */
export function measureProcess(pid: number): ProcessUse {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return {
    cpuMs: readTicks(readFileSync(`/proc/${pid}/stat`, 'utf8')) * msPerTick,
    residentMb: readKilobytes(status, 'VmRSS') / 1024,
    peakMb: readKilobytes(status, 'VmHWM') / 1024,
  }
}

function readTicks(stat: string): number {
  // The second field is the name in parentheses and may hold anything; utime and stime are fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[11]) + Number(fields[12])
}

function readKilobytes(status: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1])
}
