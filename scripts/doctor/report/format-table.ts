import { styleText } from 'node:util'
import type { CheckResult } from '../run-checks.ts'
import type { FindingState } from './finding-words.ts'
import { checkNames, findings, frame, type Language, write } from './words.ts'

const signs = { ok: '✓', fault: '✗', off: '–' } as const satisfies Record<FindingState, string>
const colours = { ok: 'green', fault: 'red', off: 'gray' } as const satisfies Record<FindingState, string>

type Paint = (colour: 'green' | 'red' | 'gray' | 'yellow', text: string) => string

/** A table for people: a line for each check, the cure under it, and one sentence at the end. */
export function formatTable(results: readonly CheckResult[], language: Language, isColoured: boolean): string {
  // Whether to colour was decided by the caller, who knows where this goes.
  const paint: Paint = isColoured
    ? (colour, text) => styleText(colour, text, { validateStream: false })
    : (_, text) => text
  const names = results.map(({ name }) => write(checkNames[name], language))
  const times = results.map(result => formatLatency(result, language))
  const nameWidth = widest(names)
  const timeWidth = widest(times)
  const indent = ' '.repeat(nameWidth + timeWidth + 9)
  const lines = results.flatMap(({ finding }, index) => {
    const { state, found, cure } = findings[finding.code]
    const name = (names[index] ?? '').padEnd(nameWidth)
    const time = paint('gray', (times[index] ?? '').padStart(timeWidth))
    return [
      `  ${paint(colours[state], signs[state])}  ${name}  ${time}  ${write(found, language, finding.values)}`,
      ...finding.notes.map(note => `${indent}· ${note}`),
      ...(cure === null
        ? []
        : [paint(state === 'off' ? 'gray' : 'yellow', `${indent}→ ${write(cure, language, finding.values)}`)]),
    ]
  })
  return [write(frame.title, language), '', ...lines, '', summarise(results, language)].join('\n')
}

function formatLatency({ finding, latencyMs }: CheckResult, language: Language): string {
  // What is off was asked nothing.
  if (findings[finding.code].state === 'off') return ''
  return `${Math.round(latencyMs)} ${write(frame.milliseconds, language)}`
}

function widest(texts: readonly string[]): number {
  return Math.max(...texts.map(text => text.length))
}

function summarise(results: readonly CheckResult[], language: Language): string {
  const count = results.filter(({ finding }) => findings[finding.code].state === 'fault').length
  return count === 0 ? write(frame.allWell, language) : write(frame.faults, language, { count })
}
