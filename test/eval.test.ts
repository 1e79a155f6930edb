import { afterAll, describe, expect, it } from 'vitest'
import { dialogues } from '../flow/rehearsal/dialogues/index.ts'
import { judgeDialogue } from '../testing/eval/judge/judge-dialogue.ts'
import { explain } from '../testing/eval/report/format-report.ts'
import { createStageMakers } from '../testing/eval/stage/open-stage.ts'
import { playDialogue } from '../testing/eval/stage/play-dialogue.ts'

/** A short form of `npm run eval`: one client for each thing that must never break, without any model server. */
const chosen = [
  'ai.ru.qualifies-and-books',
  'ai.en.wants-human',
  'ai.en.injection-prompt',
  'ai.ru.corrects-number',
  'ai.ru.human-takes-over-and-returns',
  'estate.en.refuses-to-store-contact',
  'estate.ru.asks-yield',
  'general.ru.asks-price-unknown',
  'general.ru.follow-up-meets-a-flood-limit',
  'salon.ru.cancels',
  'salon.ru.free-text-after-three',
  'salon.ru.rude',
  'salon.ru.stops',
]

describe('a client of a business without a model server', () => {
  const makers = createStageMakers()
  afterAll(() => makers.close())

  it.each(chosen)('%s comes to the right end, is asked nothing twice and told nothing invented', async name => {
    const dialogue = dialogues.find(one => one.name === name)
    if (dialogue === undefined) throw new Error(`no dialogue is called ${name}`)
    const stage = await makers.openStage(dialogue.vertical, null)
    try {
      expect(explain(await judgeDialogue(dialogue, await playDialogue(dialogue, stage), stage))).toEqual([])
    } finally {
      await stage.close()
    }
  })
})
