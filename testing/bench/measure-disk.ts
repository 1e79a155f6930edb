import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { percentile } from './percentile.ts'

const writes = 50

/** How long the disk under the databases takes to make 4 kB durable, in milliseconds (p50): the price of every commit. */
export function measureDisk(): number {
  const path = join(tmpdir(), `bench-disk-${process.pid}`)
  const file = openSync(path, 'w')
  const page = Buffer.alloc(4096)
  const tookMs: number[] = []
  for (let count = 0; count < writes; count++) {
    writeSync(file, page)
    const startedMs = performance.now()
    fdatasyncSync(file)
    tookMs.push(performance.now() - startedMs)
  }
  closeSync(file)
  rmSync(path)
  return percentile(tookMs, 50)
}
