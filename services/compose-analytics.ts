import { type Analytics, type AnalyticsDeps, createAnalytics } from '#capabilities/analytics'
import { stages } from '#capabilities/sales'
import type { Settings } from './settings.ts'

/** The figures of the business, by its time zone and at the prices of its model server. */
export function composeAnalytics(settings: Settings, deps: Omit<AnalyticsDeps, 'settings'>): Analytics {
  const { ai_server: server, business } = settings
  return createAnalytics({
    ...deps,
    settings: {
      timeZone: server.timezone,
      stages,
      language: business.language,
      prices: {
        currency: server.price_currency,
        perMillionPromptTokens: server.price_per_million_prompt_tokens,
        perMillionCompletionTokens: server.price_per_million_completion_tokens,
      },
    },
  })
}
