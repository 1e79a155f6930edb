import { stages } from '../../stages/stage.ts'
import { objectionTypes } from '../../understanding/reading.ts'
import type { PlaybookFault } from '../fault.ts'
import type { ParsedFolder } from '../files/parse-files.ts'
import { lineNames } from '../playbook.ts'
import { ruleFault } from './rule-fault.ts'

const stageKeys = ['goal', 'rules', 'temperature', 'max_tokens'] as const
const objectionKeys = ['approach', 'replies', 'when_repeated'] as const

/** What every playbook may fall back to has to be there, whole. */
export function checkCommon({ lines, stages: stagesFile, objections }: ParsedFolder): readonly PlaybookFault[] {
  return [
    ...(lines === null ? [] : findGaps(lines, lineNames, [])),
    ...(stagesFile === null ? [] : findGaps(stagesFile, stages, stageKeys)),
    ...(objections === null ? [] : findGaps(objections, objectionTypes, objectionKeys)),
  ]
}

interface Table<Name extends string> {
  readonly yaml: Parameters<typeof ruleFault>[0]
  readonly value: Readonly<Partial<Record<Name, object>>>
}

function findGaps<Name extends string>(
  { yaml, value }: Table<Name>,
  names: readonly Name[],
  keys: readonly string[],
): readonly PlaybookFault[] {
  return names.flatMap(name => {
    const entry = value[name]
    const gaps = entry === undefined ? [[name]] : keys.filter(key => !(key in entry)).map(key => [name, key])
    return gaps.map(path => {
      const cure = `Add "${path.at(-1) ?? ''}": every playbook that does not give its own falls back to it.`
      return { ...ruleFault(yaml, { path, found: 'nothing', allowed: 'every entry', cure }), code: 'missing-key' }
    })
  })
}
