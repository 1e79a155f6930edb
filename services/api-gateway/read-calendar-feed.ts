import { findFeedToken, listScheduledMeetings, writeFeed } from '#capabilities/calendar'
import type { Database } from '#shared/database'
import type { Clock } from '#shared/utils'

const weekMs = 7 * 24 * 60 * 60 * 1000
const mostMeetings = 1000

/** The owner's meetings from a week ago on, for a calendar program; null when the token opens nothing. */
export async function readCalendarFeed(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  token: string,
): Promise<string | null> {
  if ((await findFeedToken(database.db, token)) === null) return null
  const nowMs = clock.now()
  const meetings = await listScheduledMeetings(database.db, { from: nowMs - weekMs, limit: mostMeetings })
  const entries = meetings.map(({ uid, startsAt, minutes, title, sequence, conversationId }) => ({
    uid,
    startsAt,
    minutes,
    title,
    sequence,
    description: conversationId === null ? '' : `Conversation ${conversationId}`,
  }))
  return writeFeed(entries, { name: 'Meetings', nowMs })
}
