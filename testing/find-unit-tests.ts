import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * The tests that need nothing but the code, by their paths from `root`. Whatever opens a database, a server, a browser or a
 * process takes it from testing/ or starts it, in the test or in the files beside the tested one, and is no unit test.
 */
export function findUnitTests(root: string): readonly string[] {
  const startsProcesses = createProcessFinder(root)
  return homes
    .flatMap(home => readdirSync(join(root, home), { recursive: true, encoding: 'utf8' }).map(path => join(home, path)))
    .filter(path => path.endsWith('.test.ts') && needsNothing(path))

  function needsNothing(path: string): boolean {
    const targets = listImports(readFileSync(join(root, path), 'utf8'))
    return !targets.some(target => join(dirname(path), target).startsWith('testing/')) && !startsProcesses(path)
  }
}

/** Where tests stand. */
export const homes = ['shared', 'capabilities', 'flow', 'services', 'scripts', 'testing', 'test', 'dashboard/src']

/** Tells whether a file, or what it imports by relative paths, starts processes; what comes through a door (`#…`) is not followed. */
function createProcessFinder(root: string): (path: string) => boolean {
  const known = new Map<string, boolean>()
  return function startsProcesses(path) {
    const before = known.get(path)
    if (before !== undefined) return before
    // Circles end here.
    known.set(path, false)
    const targets = existsSync(join(root, path)) ? listImports(readFileSync(join(root, path), 'utf8')) : []
    const found = targets.some(target =>
      target.startsWith('node:') ? true : target.endsWith('.ts') && startsProcesses(join(dirname(path), target)),
    )
    known.set(path, found)
    return found
  }
}

function listImports(text: string): readonly string[] {
  return [...text.matchAll(/from '(\.[^']+|node:child_process)'/g)].map(([, target = '']) => target)
}
