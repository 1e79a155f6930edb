import { dialogues } from './dialogues/index.ts'
import { judgeDialogue, type Verdict } from './judge/judge-dialogue.ts'
import { type EvalOptions, readEvalOptions } from './report/eval-options.ts'
import { formatReport } from './report/format-report.ts'
import { createStageMakers } from './stage/open-stage.ts'
import { playDialogue } from './stage/play-dialogue.ts'

async function main(): Promise<void> {
  const options = readEvalOptions(process.argv.slice(2), process.env)
  const makers = createStageMakers(null)
  const verdicts: Verdict[] = []
  for (const dialogue of pick(options)) {
    const stage = await makers.openStage(dialogue.vertical)
    try {
      verdicts.push(await judgeDialogue(dialogue, await playDialogue(dialogue, stage), stage))
    } finally {
      await stage.close()
    }
  }
  await makers.close()
  console.log(options.isJson ? JSON.stringify(verdicts, null, 2) : formatReport(verdicts, options.isTold))
}

function pick({ only, vertical }: EvalOptions) {
  return dialogues.filter(
    dialogue => (only === null || dialogue.name.includes(only)) && (vertical === null || dialogue.vertical === vertical),
  )
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.stack : error)
  process.exitCode = 1
})
