import type { PlaybookFault } from '../fault.ts'
import type { ParsedFolder } from '../files/parse-files.ts'
import type { YamlFile } from '../files/yaml-file.ts'
import { checkFollowUps } from './check-follow-ups.ts'
import { checkPlaybookFile } from './check-playbook-file.ts'
import { checkSlots } from './check-slots.ts'
import { checkLines, checkPlainText } from './check-words.ts'
import { type Complaint, ruleFault } from './rule-fault.ts'

/** Everything that the form alone cannot say of a folder's files. Files that are faulty already are left alone. */
export function checkFolder(folder: ParsedFolder): readonly PlaybookFault[] {
  const slotNames = folder.slots === null ? null : folder.slots.value.map(slot => slot.name)
  return [
    ...judge(folder.playbook, value => [...checkPlaybookFile(value, slotNames), ...checkPlainText(value)]),
    ...judge(folder.slots, value => [...checkSlots(value), ...checkPlainText(value)]),
    ...judge(folder.stages, value => checkPlainText(value)),
    ...judge(folder.objections, value => checkPlainText(value)),
    ...judge(folder.lines, checkLines),
    ...judge(folder.followUps, value => [...checkFollowUps(value), ...checkPlainText(value)]),
  ]
}

function judge<Value>(
  file: { readonly yaml: YamlFile; readonly value: Value } | null,
  check: (value: Value) => readonly Complaint[],
): readonly PlaybookFault[] {
  return file === null ? [] : check(file.value).map(complaint => ruleFault(file.yaml, complaint))
}
