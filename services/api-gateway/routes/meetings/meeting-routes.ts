import type { RegisterRoute } from '../../route-context.ts'
import { cancelMeeting } from './cancel-meeting.ts'
import { getMeeting } from './get-meeting.ts'
import { listMeetings } from './list-meetings.ts'
import { listOpenings } from './list-openings.ts'
import { postMeeting } from './post-meeting.ts'
import { rescheduleMeeting } from './reschedule-meeting.ts'

export const meetingRoutes: readonly RegisterRoute[] = [
  cancelMeeting,
  getMeeting,
  listMeetings,
  listOpenings,
  postMeeting,
  rescheduleMeeting,
]
