import { cpSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { errorCode } from '#shared/utils'
import { checkPlaybook } from '../check-playbook.ts'
import type { PlaybookFault } from '../fault.ts'
import { commonFolder } from '../files/playbook-files.ts'
import { nextFolder, swapFolders } from './swap-folders.ts'

export type PlaybookWritten =
  /** Where the former words are now, beside the new ones. */
  | { readonly kind: 'written'; readonly formerFolder: string }
  /** Nothing was changed. */
  | { readonly kind: 'invalid'; readonly faults: readonly PlaybookFault[] }
  /** The disk does not allow it; nothing was changed. */
  | { readonly kind: 'not-writable'; readonly code: string }

export interface PlaybookPlace {
  /** The folder of all playbooks. */
  readonly folder: string
  readonly name: string
}

/**
 * Changes a playbook: all of it or nothing. The new folder is made beside the old one by `edit`, checked as `playbook check` does,
 * and only then takes its place; the former is kept as `<name>.<stamp>~`. A crash in between is mended by `recoverPlaybook`.
 */
export function replacePlaybook(
  { folder, name }: PlaybookPlace,
  stamp: string,
  edit: (folder: string) => void,
): PlaybookWritten {
  return inWorkshop(folder, workshop => {
    const faults = tryOut({ folder, name }, workshop, edit)
    if (faults.length > 0) return { kind: 'invalid', faults }
    const next = join(folder, nextFolder(name))
    rmSync(next, { recursive: true, force: true })
    renameSync(join(workshop, name), next)
    return { kind: 'written', formerFolder: swapFolders(folder, name, stamp) }
  })
}

export type PlaybookTrial =
  | { readonly kind: 'checked'; readonly faults: readonly PlaybookFault[] }
  | Extract<PlaybookWritten, { kind: 'not-writable' }>

/** What `replacePlaybook` would say; nothing is changed. */
export function tryPlaybook(place: PlaybookPlace, edit: (folder: string) => void): PlaybookTrial {
  return inWorkshop(place.folder, workshop => ({ kind: 'checked', faults: tryOut(place, workshop, edit) }))
}

type NotWritable = Extract<PlaybookWritten, { kind: 'not-writable' }>

function inWorkshop<Outcome>(folder: string, work: (workshop: string) => Outcome): Outcome | NotWritable {
  const workshop = join(folder, '.setup')
  try {
    rmSync(workshop, { recursive: true, force: true })
    mkdirSync(workshop)
    return work(workshop)
  } catch (error) {
    return { kind: 'not-writable', code: errorCode(error) }
  } finally {
    rmSync(workshop, { recursive: true, force: true })
  }
}

function tryOut(
  { folder, name }: PlaybookPlace,
  workshop: string,
  edit: (folder: string) => void,
): readonly PlaybookFault[] {
  cpSync(join(folder, commonFolder), join(workshop, commonFolder), { recursive: true })
  cpSync(join(folder, name), join(workshop, name), { recursive: true })
  edit(join(workshop, name))
  // Faults name files from the folder of all playbooks on, as the owner knows it.
  return checkPlaybook(workshop, name).map(fault => ({
    ...fault,
    file: fault.file.replace('.setup/', `${basename(folder)}/`),
  }))
}
