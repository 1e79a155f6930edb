import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { call, getSetup, patchSettings } from '../api/index.ts'

export type SettingChanges = Readonly<Record<string, string | null>>

const lookEveryMs = 300
const patienceMs = 60_000

/** Changes settings, and is done when the platform runs with them: it starts anew by itself, which takes a second or two. */
export function useChangeSettings(): UseMutationResult<void, Error, SettingChanges> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async changes => {
      const { started_at: before } = await call(getSetup())
      const { restarting } = await call(patchSettings({ body: { changes } }))
      if (restarting.includes('api-gateway')) await untilStartedAnew(before)
      await client.invalidateQueries()
    },
  })
}

async function untilStartedAnew(before: string): Promise<void> {
  const givesUpAt = Date.now() + patienceMs
  for (;;) {
    await new Promise(resolve => setTimeout(resolve, lookEveryMs))
    // While it is away nobody answers: that is no failure yet.
    const now = await call(getSetup()).catch(() => null)
    if (now !== null && now.started_at !== before) return
    if (Date.now() > givesUpAt) throw new Error('not back')
  }
}
