export type Environment = Readonly<Record<string, string | undefined>>

/** The variables of this process: the one place that reads them. */
export function readEnvironment(): Environment {
  return { ...process.env }
}
