import { basename, dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { checkPlaybook, formatFault, listPlaybooks, type PlaybookFault } from '#capabilities/sales'
import type { Command, Surroundings } from './command.ts'

interface PlaybookCheck {
  readonly name: string
  readonly faults: readonly PlaybookFault[]
}

/** Checks one playbook, or all of them, and says the cure of every fault. */
export const playbookCommand: Command = {
  name: 'playbook',
  usage: 'check [name] [--json] [--folder playbooks]',
  summary: 'Check the words of one playbook, or of all; status 1 when one cannot be used.',
  run(args, surroundings) {
    const order = readOrder(args, surroundings.packageFolder)
    if (order === null) {
      surroundings.complain(`Write: npm run cli -- playbook ${playbookCommand.usage}`)
      return 2
    }
    return check(order, surroundings)
  },
}

interface Order {
  readonly folder: string
  readonly name: string | undefined
  readonly isJson: boolean
}

function readOrder(args: readonly string[], packageFolder: string): Order | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { json: { type: 'boolean', default: false }, folder: { type: 'string' } },
      allowPositionals: true,
    })
    const [verb, name, ...rest] = positionals
    if (verb !== 'check' || rest.length > 0) return null
    return { folder: resolve(values.folder ?? join(packageFolder, 'playbooks')), name, isJson: values.json }
  } catch {
    // An option that does not exist: the usage says which do.
    return null
  }
}

function check({ folder, name, isJson }: Order, { print, complain }: Surroundings): number {
  const names = name === undefined ? listPlaybooks(folder) : [name]
  if (names.length === 0) {
    complain(`There is no playbook in ${join(basename(dirname(folder)), basename(folder))}.`)
    return 1
  }
  const checks = names.map(each => ({ name: each, faults: checkPlaybook(folder, each) }))
  print(isJson ? JSON.stringify({ playbooks: checks }, null, 2) : formatChecks(checks))
  return checks.every(({ faults }) => faults.length === 0) ? 0 : 1
}

function formatChecks(checks: readonly PlaybookCheck[]): string {
  const width = Math.max(...checks.map(({ name }) => name.length))
  return checks
    .flatMap(({ name, faults }) => [
      `  ${faults.length === 0 ? '✓' : '✗'}  ${name.padEnd(width)}  ${countFaults(faults.length)}`,
      ...faults.flatMap(fault => [`       ${formatFault(fault)}`, `       → ${fault.cure}`]),
    ])
    .join('\n')
}

function countFaults(count: number): string {
  if (count === 0) return 'no faults'
  return count === 1 ? '1 fault' : `${count} faults`
}
