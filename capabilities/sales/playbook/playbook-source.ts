import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock, Logger } from '#shared/utils'
import { commonFolder, playbookFileNames } from './files/playbook-files.ts'
import { loadPlaybook } from './load-playbook.ts'
import type { Playbook } from './playbook.ts'
import { describeFaults, readPlaybook } from './read-playbook.ts'

export interface PlaybookSource {
  /** The owner's words as they stand in the files, at most a second old; the last good ones while an edit is broken. */
  current(): Playbook
}

export interface PlaybookSourceOptions {
  /** The folder of all playbooks. */
  readonly folder: string
  readonly name: string
  readonly clock: Clock
  readonly logger: Logger
  /** Told once of each edit that cannot be used, with every fault and its cure. */
  readonly onFault: (text: string) => void
}

const lookEveryMs = 1_000

/**
 * Keeps a playbook up to date with its files without a restart. Throws `playbook.invalid` when it cannot be used at the start;
 * later edits never throw.
 */
export function createPlaybookSource({ folder, name, clock, logger, onFault }: PlaybookSourceOptions): PlaybookSource {
  // Stamped before it is read: an edit in between is then seen by the next look.
  let stamp = stampFiles(folder, name)
  let playbook = readPlaybook(folder, name)
  let lookedAt = clock.now()

  return {
    current() {
      if (clock.now() - lookedAt >= lookEveryMs) look()
      return playbook
    },
  }

  function look(): void {
    lookedAt = clock.now()
    const seen = stampFiles(folder, name)
    if (seen === stamp) return
    stamp = seen
    const loading = loadPlaybook(folder, name)
    if (loading.kind === 'ready') {
      playbook = loading.playbook
      logger.info('playbook.read', { name, version: playbook.version })
      return
    }
    logger.warn('playbook.invalid', { name, faults: loading.faults.length, kept: playbook.version })
    onFault(describeFaults(name, loading.faults))
  }
}

/** Differs after every edit: when each file was written, and how long it is. */
function stampFiles(folder: string, name: string): string {
  const paths = [name, commonFolder].flatMap(place => playbookFileNames.map(file => join(folder, place, file)))
  return paths.map(stampFile).join(' ')
}

function stampFile(path: string): string {
  try {
    const { mtimeMs, ctimeMs, size } = statSync(path)
    return `${mtimeMs}:${ctimeMs}:${size}`
  } catch {
    // Not there, or not ours to look at: reading it will tell why.
    return '-'
  }
}
