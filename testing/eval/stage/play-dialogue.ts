import type { Dialogue, Situation, Step } from '../../../flow/rehearsal/dialogue.ts'
import { hasCome, react } from '../../../flow/rehearsal/react.ts'
import { type Client, createClient, MissingButton, type Reply } from './create-client.ts'
import { openOwner } from './open-owner.ts'
import type { Stage } from './open-stage.ts'

/** All that happened, in order. */
export interface Play {
  readonly replies: readonly Reply[]
  /** Steps that did not go as the client expected. */
  readonly surprises: readonly string[]
  /** Questions that were asked although they had been answered: the slots. */
  readonly repeated: readonly string[]
}

/** Nobody answers more questions than this in one sitting. */
const patience = 30

/** Plays a client to the end of their part. What they did not expect is noted, and the part goes on. */
export async function playDialogue(dialogue: Dialogue, stage: Stage): Promise<Play> {
  const owner = await openOwner(stage)
  const client = createClient(stage, dialogue.language)
  const replies: Reply[] = []
  const surprises: string[] = []
  const answered = new Set<string>()
  const repeated: string[] = []
  let last: Reply | null = null

  for (const step of dialogue.steps) {
    try {
      await take(step)
    } catch (error) {
      if (!(error instanceof MissingButton)) throw error
      surprises.push(error.message)
    }
  }
  return { replies, surprises, repeated }

  async function take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'say':
        for (const slot of step.tells) answered.add(slot)
        return expectWords(note(await client.say(step.text)), step.hears)
      case 'press':
        return expectWords(note(await client.press(step.button)), step.hears)
      case 'wait':
        return expectWords(note(await client.wait(step.hours)), step.hears)
      case 'rate-limited':
        return stage.flow.channel.script({ kind: 'rate-limited', retryAfterMs: step.minutes * 60_000 })
      case 'chat':
        return talkUntil(step.until)
      case 'owner-says':
        return owner.say(step.text)
      case 'owner-returns':
        return owner.giveBack()
    }
  }

  async function talkUntil(until: Situation): Promise<void> {
    for (let turns = 0; turns < patience; turns++) {
      if (last === null || hasCome(dialogue, until, last)) return
      const reaction = react(dialogue, last)
      if (reaction === null) break
      note(reaction.kind === 'press' ? await client.press(reaction.button) : await answer(client, reaction))
    }
    if (last === null || !hasCome(dialogue, until, last)) surprises.push(`never came to: ${until}`)
  }

  async function answer(from: Client, { text, slot }: { text: string; slot: string | null }): Promise<Reply> {
    // Whoever does not know may be asked again; whoever answered may not.
    if (slot !== null && dialogue.answers?.[slot] !== undefined) answered.add(slot)
    return from.say(text)
  }

  function note(reply: Reply): Reply {
    replies.push(reply)
    if (reply.texts.length > 0) last = reply
    const { asked } = reply.mind
    if (reply.texts.length > 0 && asked !== null && answered.has(asked)) repeated.push(asked)
    return reply
  }

  function expectWords({ to, texts }: Reply, hears: RegExp | 'silence' | null): void {
    if (hears === null) return
    const text = texts.join('\n')
    const isFine = hears === 'silence' ? text === '' : hears.test(text)
    if (!isFine) surprises.push(`after «${to}» expected ${hears}, heard «${text}»`)
  }
}
