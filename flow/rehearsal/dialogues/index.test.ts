import { describe, expect, it } from 'vitest'
import { clientKinds, verticals } from '../dialogue.ts'
import { heldOut } from './held-out.ts'
import { dialogues } from './index.ts'

const needed = verticals.flatMap(vertical => clientKinds.map(kind => ({ vertical, kind })))
// What is held out is played once and may change its place: it counts for no kind.
const played = dialogues.filter(dialogue => !heldOut.includes(dialogue))

describe('the scripted clients', () => {
  it.each(needed)('of $vertical: one is there for $kind', ({ vertical, kind }) => {
    expect(played.filter(one => one.vertical === vertical && one.kind === kind)).not.toEqual([])
  })
})
