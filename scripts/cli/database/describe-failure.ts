import { type DatabaseTarget, explainFailure } from '#shared/database'
import { AppError } from '#shared/utils'

/** One line for the terminal: what stands in the way and what helps. */
export function describeCopyFailure(
  error: unknown,
  { from, to }: { readonly from: DatabaseTarget; readonly to: DatabaseTarget },
): string {
  if (error instanceof AppError) return error.public ?? error.message
  // Which of the two it was is told by whose driver speaks; between two of one engine, the target is the likelier.
  const isOfSqlite = error instanceof Error && error.name === 'SqliteError'
  const target = [to, from].find(({ engine }) => (engine === 'sqlite') === isOfSqlite) ?? to
  const { message } = explainFailure(error, target)
  return message.replace(', and nothing was changed:', ':')
}
