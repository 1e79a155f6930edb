import { openCalendar } from '#capabilities/calendar'
import { defineCheck, type Finding, find } from '../define-check.ts'

const dayMs = 86_400_000

/** Whether the outside calendar tells what is taken in the next day. Writes nothing there. */
export const checkCalendar = defineCheck({
  name: 'calendar',
  place: 'outside',
  limitMs: 30_000,
  async run({ settings, clock }, signal) {
    const calendar = openCalendar(settings, settings.ai_server.timezone, clock)
    const { name } = calendar
    if (name === 'internal') return find('calendar.off')
    const now = clock.now()
    const outcome = await calendar.listBusy(now, now + dayMs, signal)
    if (outcome.kind === 'known') return find('calendar.ready', { name, count: outcome.busy.length })
    return describeFailure(outcome.code, name)
  },
})

function describeFailure(code: string, name: 'google' | 'caldav'): Finding {
  switch (code) {
    case 'no_credentials':
    case 'bad_credentials':
      return find('calendar.no_credentials', { code })
    case 'no_token':
    case 'invalid_grant':
      return find('calendar.not_connected', { code })
    case 'unauthorized':
      return name === 'google' ? find('calendar.not_connected', { code }) : find('calendar.key_refused')
    case 'forbidden':
      return find('calendar.forbidden', { name })
    case 'calendar_not_found':
      return find('calendar.not_found', { name })
    default:
      return find('calendar.unreachable', { name, code })
  }
}
