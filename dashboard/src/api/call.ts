import { toProblem } from './problem.ts'

interface Answer {
  readonly data?: unknown
  readonly error?: unknown
  readonly response?: Response
}

/**
 * The data of an answer of the generated client: `call(getLeads({ query, signal }))`. Throws `ApiProblem` when the gateway
 * refused, and what `fetch` threw when it was not reached.
 */
export async function call<One extends Answer>(asked: Promise<One>): Promise<Exclude<One['data'], undefined>> {
  const { data, error, response } = await asked
  if (response === undefined) throw error
  if (!response.ok) throw toProblem(error, response.status)
  // A success has the data of its schema; `undefined` stands in the type for refusals only.
  return data as Exclude<One['data'], undefined>
}
