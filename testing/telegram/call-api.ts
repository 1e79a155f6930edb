import type { EmulatedBot } from './state/emulated-bot.ts'

export interface ApiResponse {
  readonly status: number
  readonly retryAfter: string | null
  readonly ok: boolean
  readonly result: unknown
  readonly description: string | undefined
  readonly parameters: Readonly<Record<string, unknown>> | undefined
}

/** A bare client for tests of the emulator itself: sends whatever it is given, as no typed client would. */
export async function callApi(
  emulator: { readonly url: string },
  bot: EmulatedBot,
  method: string,
  params: Readonly<Record<string, unknown>> = {},
): Promise<ApiResponse> {
  const response = await fetch(`${emulator.url}/bot${bot.token}/${method}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(params),
  })
  const body = (await response.json()) as Omit<ApiResponse, 'status' | 'retryAfter'>
  return { ...body, status: response.status, retryAfter: response.headers.get('retry-after') }
}
