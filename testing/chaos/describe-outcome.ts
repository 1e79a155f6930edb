import type { Outcome } from './play-experiment.ts'

/** Whether the platform kept its promises: nothing lost, nothing doubled, everything in order and at rest. */
export function isKept({ lost, doubled, disordered, unrest }: Outcome): boolean {
  return lost.length + doubled.length + disordered.length === 0 && unrest === null
}

export const tableHead = [
  '| what breaks | where | messages | lost | doubled | disordered | unknown sends (arrived) | all owed answered after | as before after | wait: median, longest | restarts | what clients were told instead | what the owner was told |',
  '|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|---|',
].join('\n')

/** A row of Markdown. */
export function formatRow(outcome: Outcome): string {
  const { name, layout, messages, lost, doubled, disordered, unknown, restarts, substituteCount } = outcome
  const instead = substituteCount === 0 ? '–' : `${substituteCount}: ${quote(outcome.substitutes)}`
  const cells = [
    name,
    layout,
    messages,
    lost.length,
    doubled.length,
    disordered.length,
    unknown.length === 0 ? 0 : `${unknown.length} (${unknown.filter(({ hasArrived }) => hasArrived).length})`,
    inSeconds(outcome.recoveryMs),
    outcome.normalMs === null ? 'never' : inSeconds(outcome.normalMs),
    describeWaits(outcome),
    restarts,
    instead,
    outcome.notices.length === 0 ? '–' : quote(outcome.notices),
  ]
  return `| ${cells.join(' | ')} |`
}

/** What was broken, line by line, for whoever looks for the cause. */
export function listFaults({ lost, doubled, disordered, unrest }: Outcome): readonly string[] {
  return [
    ...lost.map(({ chatId, what }) => `LOST in chat ${chatId}: ${what}`),
    ...doubled.map(({ chatId, what }) => `DOUBLED in chat ${chatId}: ${what}`),
    ...disordered.map(({ chatId, what }) => `DISORDERED in chat ${chatId}: ${what}`),
    ...(unrest === null ? [] : [`NO REST; the last words of the platform:\n${unrest}`]),
  ]
}

function describeWaits({ waits }: Outcome): string {
  const took = waits.flatMap(({ writtenAtMs, answeredAtMs }) =>
    answeredAtMs === null ? [] : [answeredAtMs - writtenAtMs],
  )
  const sorted = took.toSorted((one, other) => one - other)
  return `${inSeconds(sorted[Math.floor(sorted.length / 2)] ?? 0)}, ${inSeconds(sorted.at(-1) ?? 0)}`
}

function inSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}

const quotedCharacters = 70
const quotedTexts = 3

function quote(texts: readonly string[]): string {
  const quoted = texts
    .slice(0, quotedTexts)
    .map(text => `“${shorten(text.replace(/\s+/g, ' ').replaceAll('|', '\\|'))}”`)
  return [...quoted, ...(texts.length > quotedTexts ? [`and ${texts.length - quotedTexts} others`] : [])].join(' ')
}

function shorten(text: string): string {
  return text.length <= quotedCharacters ? text : `${text.slice(0, quotedCharacters)}…`
}
