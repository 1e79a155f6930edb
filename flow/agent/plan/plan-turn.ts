import { admitUnread } from './admit-unread.ts'
import { answerBeside } from './answer-beside.ts'
import { answerPending } from './answer-pending.ts'
import { askToKeepContact, keepContactConsent } from './ask-to-keep-contact.ts'
import { bookMeeting } from './book-meeting.ts'
import { callHuman } from './call-human.ts'
import { converse } from './converse.ts'
import { introduceOurselves } from './introduce-ourselves.ts'
import { nameTimes } from './name-times.ts'
import type { Plan, PlanInput, PlanRule } from './plan.ts'
import { stopTalking } from './stop-talking.ts'

/** In order; the first that has something to say decides the turn. What the client refuses or demands goes before what we want. */
const rules: readonly PlanRule[] = [stopTalking, callHuman, answerPending, bookMeeting, converse]

/** Decides by rules alone what a turn does. No model, no writing; it only looks at the calendar and the documents. */
export async function planTurn(input: PlanInput): Promise<Plan> {
  for (const rule of rules) {
    const plan = await rule(input)
    if (plan === null) continue
    const beside = await answerBeside(input, plan)
    const asked = askToKeepContact(input, keepContactConsent(input, beside))
    return nameTimes(input, introduceOurselves(input, admitUnread(input, asked)))
  }
  throw new TypeError('the last rule has an answer to everything')
}
