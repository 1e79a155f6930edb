import { measureClockSkew } from '#capabilities/channels'
import { defineCheck, find } from '../define-check.ts'

const largestSkewMs = 5_000

/** Whether our clock is right. Only Telegram is asked, and only when it is configured: nobody else is told that we are here. */
export const checkClock = defineCheck({
  name: 'clock',
  place: 'outside',
  limitMs: 10_000,
  async run({ settings, clock }, signal) {
    const { bot_token: token, api_root: apiRoot } = settings.telegram
    if (token === null) return find('clock.off')
    const skew = await measureClockSkew(apiRoot, clock, signal)
    if (skew.kind === 'unknown') return find('clock.unknown', { code: skew.code })
    const seconds = Math.round(Math.abs(skew.aheadMs) / 1000)
    if (Math.abs(skew.aheadMs) <= largestSkewMs) return find('clock.right')
    return skew.aheadMs > 0 ? find('clock.ahead', { seconds }) : find('clock.behind', { seconds })
  },
})
