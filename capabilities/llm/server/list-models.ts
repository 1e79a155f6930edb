import { z } from 'zod'
import type { Connection } from '../exchange/connection.ts'
import { startExchange } from '../exchange/exchange.ts'

/** The list is a small file in the server's memory: what takes longer is not going to come. */
const LIST_TIMEOUT_MS = 5000

const listSchema = z.object({
  data: z.array(z.object({ id: z.string().min(1), max_model_len: z.int().positive().nullish() })).min(1),
})

export interface ServedModel {
  readonly name: string
  /** Prompt and answer together; null where the server does not say (vLLM does). */
  readonly contextTokens: number | null
}

export type ModelList =
  | { readonly kind: 'listed'; readonly models: readonly [ServedModel, ...ServedModel[]] }
  | { readonly kind: 'failed'; readonly code: string }

/** Asks `GET /v1/models`, once, within 5 s. Never rejects. */
export async function listModels(connection: Connection): Promise<ModelList> {
  let status = 0
  let text = ''
  const exchange = startExchange(
    { method: 'GET', url: connection.modelsUrl, headers: connection.headers, body: null },
    {
      ...connection,
      onHead: head => {
        status = head.status
      },
      onText: part => {
        text += part
      },
    },
  )
  const stopTimer = connection.clock.after(LIST_TIMEOUT_MS, () => exchange.stop('timeout'))
  const end = await exchange.ended
  stopTimer()
  if (end.kind === 'failed') return end
  if (status !== 200) return { kind: 'failed', code: `http_${status}` }
  return readList(text)
}

function readList(text: string): ModelList {
  const result = listSchema.safeParse(parseJson(text))
  if (!result.success) return { kind: 'failed', code: 'bad_model_list' }
  const [first, ...others] = result.data.data.map(card => ({
    name: card.id,
    contextTokens: card.max_model_len ?? null,
  }))
  return first === undefined
    ? { kind: 'failed', code: 'bad_model_list' }
    : { kind: 'listed', models: [first, ...others] }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
