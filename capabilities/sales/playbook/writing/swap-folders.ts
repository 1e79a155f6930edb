import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'

/** Where a checked playbook waits for its place. Hidden, so nobody takes it for a playbook. */
export function nextFolder(name: string): string {
  return `.${name}.next`
}

/**
 * Puts the waiting folder in the place of the playbook and keeps the former beside it. No call swaps two folders at once: a crash
 * between the two leaves the place empty and the new folder waiting, which `recoverPlaybook` knows how to end.
 */
export function swapFolders(folder: string, name: string, stamp: string): string {
  const former = `${name}.${stamp}~`
  renameSync(join(folder, name), join(folder, former))
  renameSync(join(folder, nextFolder(name)), join(folder, name))
  return former
}

/** Ends a swap that a crash has interrupted; call it before the playbook is read. True when there was one to end. */
export function recoverPlaybook(folder: string, name: string): boolean {
  const isInterrupted = !existsSync(join(folder, name)) && existsSync(join(folder, nextFolder(name)))
  if (isInterrupted) renameSync(join(folder, nextFolder(name)), join(folder, name))
  return isInterrupted
}
