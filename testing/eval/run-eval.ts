import type { Dialogue } from '../../flow/rehearsal/dialogue.ts'
import { dialogues } from '../../flow/rehearsal/dialogues/index.ts'
import { connectServer } from './connect-server.ts'
import { listEmptyTables } from './judge/count-rows.ts'
import { playAll } from './play-all.ts'
import { type EvalOptions, readEvalOptions } from './report/eval-options.ts'
import { formatReport, type Report } from './report/format-report.ts'
import { scoreSets } from './report/score-sets.ts'
import { sumUp } from './report/totals.ts'

/**
 * `npm run eval`: plays scripted clients through the whole platform, with the built-in script or, when AI_SERVER_BASE_URL is set,
 * with that model. Ends with status 1 when fewer than nine dialogues in ten reach their right end, anything was invented, or all
 * dialogues together leave one of the fifteen tables empty.
 * docs/quality.md says what the figures mean.
 */
async function main(): Promise<void> {
  const options = readEvalOptions(process.argv.slice(2), process.env)
  const chosen = choose(options)
  const { serverUrl } = options
  const server = serverUrl === null ? null : connectServer(serverUrl, process.env)
  const { verdicts, rows } = await playAll(chosen, server, ({ name }) => console.error(`played ${name}`))
  const isWhole = chosen.length === dialogues.length
  const report: Report = {
    model: serverUrl ?? 'the built-in script',
    verdicts,
    sets: isWhole ? await scoreSets() : [],
    rows,
  }
  console.log(options.isJson ? toJson(report) : formatReport(report, options.isTold))
  const { dialogues: count, rightEnds, inventions, forbidden } = sumUp(verdicts)
  const emptyTables = isWhole ? listEmptyTables(rows) : []
  if (emptyTables.length > 0) console.error(`no dialogue left a row in ${emptyTables.join(', ')}`)
  if (rightEnds < goal * count || inventions + forbidden + emptyTables.length > 0) process.exitCode = 1
}

const goal = 0.9

function choose({ only, vertical }: EvalOptions): readonly Dialogue[] {
  const chosen = dialogues.filter(
    dialogue =>
      (only === null || dialogue.name.includes(only)) && (vertical === null || dialogue.vertical === vertical),
  )
  if (chosen.length === 0) throw new TypeError(`no dialogue is called like that; there are: ${listNames()}`)
  return chosen
}

function listNames(): string {
  return dialogues.map(({ name }) => name).join(', ')
}

function toJson({ rows, ...report }: Report): string {
  return JSON.stringify({ ...report, totals: sumUp(report.verdicts), rows: Object.fromEntries(rows) }, null, 2)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
