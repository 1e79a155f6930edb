import type { PlaybookFault } from '../fault.ts'
import { placeOf } from '../files/describe-issue.ts'
import type { Path, YamlFile } from '../files/yaml-file.ts'

/** What a rule complains of; where the rule looked is known to whoever called it. */
export interface Complaint {
  readonly path: Path
  readonly found: string
  readonly allowed: string
  readonly cure: string
}

export function ruleFault(yaml: YamlFile, { path, found, allowed, cure }: Complaint): PlaybookFault {
  return { ...placeOf(path, yaml), code: 'rule', found, allowed, cure }
}

/** The indexes of names that stand earlier in the list already. */
export function findRepeated(names: readonly string[]): readonly number[] {
  return names.flatMap((name, index) => (names.indexOf(name) < index ? [index] : []))
}
