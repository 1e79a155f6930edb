export type PlaybookFaultCode =
  | 'empty-file'
  | 'missing-file'
  | 'missing-key'
  | 'not-yaml'
  | 'repeated-key'
  | 'rule'
  | 'unknown-file'
  | 'unknown-key'
  | 'unknown-playbook'
  | 'unreadable-file'
  | 'wrong-value'

/** One thing that is wrong in the owner's words: where it stands, what was found, what is allowed, and what to do. */
export interface PlaybookFault {
  readonly code: PlaybookFaultCode
  /** From the folder of all playbooks on: `playbooks/beauty-salon/slots.yaml`. */
  readonly file: string
  /** From 1. */
  readonly line: number
  /** `3.weight_group.needs`: items of a list are counted from 1, as people do. Null when the file as a whole is meant. */
  readonly key: string | null
  readonly found: string
  readonly allowed: string
  readonly cure: string
}

/** `playbooks/x/slots.yaml:12: 2.kind: found "mony"; allowed: choice, money, …` (the cure stands apart). */
export function formatFault({ file, line, key, found, allowed }: PlaybookFault): string {
  return `${file}:${line}: ${key === null ? '' : `${key}: `}found ${found}; allowed: ${allowed}`
}

/** All faults in one text, each with its cure on the next line. */
export function formatPlaybookFaults(faults: readonly PlaybookFault[]): string {
  return faults.map(fault => `${formatFault(fault)}\n  → ${fault.cure}`).join('\n')
}

/** File by file, top to bottom. */
export function sortFaults(faults: readonly PlaybookFault[]): readonly PlaybookFault[] {
  return [...faults].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))
}
