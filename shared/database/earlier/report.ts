/** Something in the earlier file that is not as its own rules say, and what was done about it. */
export interface ImportWarning {
  /** Changed: the row is there, with what `problem` says. Left: only the backup has it. */
  readonly kind: 'changed' | 'left'
  readonly table: string
  readonly problem: string
  /** How many rows. */
  readonly rows: number
}

/** Where the steps of an import note what was odd. */
export interface Report {
  note(kind: ImportWarning['kind'], table: string, problem: string): void
  warnings(): readonly ImportWarning[]
}

export function createReport(): Report {
  const warnings = new Map<string, ImportWarning>()
  return {
    note(kind, table, problem) {
      const key = `${table} ${problem}`
      warnings.set(key, { kind, table, problem, rows: (warnings.get(key)?.rows ?? 0) + 1 })
    },
    warnings: () => [...warnings.values()],
  }
}
