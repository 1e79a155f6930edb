import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * The tests that need nothing but the code, by their paths from `root`. Whatever opens a database, a server, a browser or a
 * process takes it from testing/ or starts it by itself, and is no unit test.
 */
export function findUnitTests(root: string): readonly string[] {
  return homes
    .flatMap(home => readdirSync(join(root, home), { recursive: true, encoding: 'utf8' }).map(path => join(home, path)))
    .filter(path => path.endsWith('.test.ts') && needsNothing(path, readFileSync(join(root, path), 'utf8')))
}

/** Where tests stand. */
export const homes = ['shared', 'capabilities', 'flow', 'services', 'scripts', 'testing', 'test', 'dashboard/src']

function needsNothing(path: string, text: string): boolean {
  const targets = [...text.matchAll(/from '(\.[^']+|node:child_process)'/g)].map(([, target = '']) => target)
  return !targets.some(target => target.startsWith('node:') || join(dirname(path), target).startsWith('testing/'))
}
