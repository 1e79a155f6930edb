import type { ChatModel } from '#capabilities/llm'
import type { Clock } from '#shared/utils'

/** When the model was first asked in a turn, and when its last answer was there. */
export interface ModelTimes {
  readonly askedAt: number
  readonly answeredAt: number
}

/** The same model for one turn, which afterwards tells its times; null when it was not asked, or never answered. */
export function timeModel(model: ChatModel, clock: Clock): { readonly model: ChatModel; times(): ModelTimes | null } {
  let askedAt: number | null = null
  let answeredAt: number | null = null
  return {
    model: {
      name: model.name,
      async answer(request, signal) {
        askedAt ??= clock.now()
        const outcome = await model.answer(request, signal)
        answeredAt = clock.now()
        return outcome
      },
    },
    times: () => (askedAt === null || answeredAt === null ? null : { askedAt, answeredAt }),
  }
}
