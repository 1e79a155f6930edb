import type { ChatModel } from '#capabilities/llm'
import type { Dialogue } from '../../flow/rehearsal/dialogue.ts'
import { startModelServer } from '../model-server/index.ts'
import { answerAsStandIn } from './answer-as-stand-in.ts'
import { connectServer } from './connect-server.ts'
import { addRows, countRows } from './judge/count-rows.ts'
import { judgeDialogue, type Verdict } from './judge/judge-dialogue.ts'
import { createStageMakers, type StageMakers } from './stage/open-stage.ts'
import { playDialogue } from './stage/play-dialogue.ts'

export interface Performance {
  readonly verdicts: readonly Verdict[]
  /** Rows that the dialogues left behind, by table. */
  readonly rows: ReadonlyMap<string, number>
}

/** Plays the dialogues one after the other, each on a stage of its own. `server` null: the script answers. */
export async function playAll(
  dialogues: readonly Dialogue[],
  server: ChatModel | null,
  onPlayed: (verdict: Verdict) => void = () => {},
): Promise<Performance> {
  const makers = createStageMakers()
  const standIn = await startModelServer({ reply: answerAsStandIn })
  const verdicts: Verdict[] = []
  let rows: ReadonlyMap<string, number> = new Map()
  try {
    for (const dialogue of dialogues) {
      const played = await playOne(
        dialogue,
        makers,
        dialogue.isAnsweredByStandIn === true ? connectServer(standIn.url, {}) : server,
      )
      verdicts.push(played.verdict)
      rows = addRows(rows, played.rows)
      onPlayed(played.verdict)
    }
  } finally {
    await makers.close()
    await standIn.stop()
  }
  return { verdicts, rows }
}

async function playOne(
  dialogue: Dialogue,
  makers: StageMakers,
  server: ChatModel | null,
): Promise<{ readonly verdict: Verdict; readonly rows: ReadonlyMap<string, number> }> {
  const stage = await makers.openStage(dialogue.vertical, server)
  try {
    const play = await playDialogue(dialogue, stage)
    return { verdict: await judgeDialogue(dialogue, play, stage), rows: await countRows(stage.flow.database.db) }
  } finally {
    await stage.close()
  }
}
