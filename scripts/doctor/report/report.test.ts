import { describe, expect, it } from 'vitest'
import { find } from '../define-check.ts'
import type { CheckResult } from '../run-checks.ts'
import { formatJson } from './format-json.ts'
import { formatTable } from './format-table.ts'
import { findings } from './words.ts'

const results: readonly CheckResult[] = [
  { name: 'clock', finding: find('clock.off'), latencyMs: 0.4 },
  {
    name: 'configuration',
    finding: { ...find('configuration.remarks', { count: 1 }), notes: ['config.yaml:1:1: rag: has no effect'] },
    latencyMs: 2,
  },
  {
    name: 'telegram',
    finding: find('telegram.unreachable', { host: '127.0.0.1:1', code: 'ECONNREFUSED' }),
    latencyMs: 12.6,
  },
]

describe('the table', () => {
  it('shows sign, name, latency and finding in columns, with notes and the cure below, in English', () => {
    expect(formatTable(results, 'en', false)).toBe(`A look at the platform

  –  clock                 nothing to compare with: no Telegram
  ✓  configuration   2 ms  remarks: 1
                           · config.yaml:1:1: rag: has no effect
  ✗  Telegram       13 ms  127.0.0.1:1 does not answer (ECONNREFUSED)
                           → Check the network, the proxy and TELEGRAM_API_ROOT.

Faults: 1. The arrows say what to do.`)
  })

  it('speaks Russian to a Russian owner', () => {
    const table = formatTable(results.slice(0, 2), 'ru', false)
    expect(table).toContain('✓  настройки  2 мс  замечаний: 1')
    expect(table).toContain('Всё, что настроено, работает.')
  })

  it('is coloured when it is asked to be, with the same words', () => {
    const coloured = formatTable(results, 'en', true)
    expect(coloured).toContain('\u001b[31m✗\u001b[39m')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are made of
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(formatTable(results, 'en', false))
  })
})

describe('the JSON', () => {
  it('holds the same, with stable codes', () => {
    const { status, checks } = JSON.parse(formatJson({ kind: 'examined', language: 'en', results }))
    expect(status).toBe('fault')
    expect(checks[2]).toEqual({
      name: 'telegram',
      state: 'fault',
      code: 'telegram.unreachable',
      latency_ms: 13,
      found: '127.0.0.1:1 does not answer (ECONNREFUSED)',
      cure: 'Check the network, the proxy and TELEGRAM_API_ROOT.',
      notes: [],
    })
  })

  it('says that all is well when nothing is at fault', () => {
    const diagnosis = { kind: 'examined', language: 'ru', results: results.slice(0, 2) } as const
    expect(JSON.parse(formatJson(diagnosis)).status).toBe('ok')
  })
})

describe('the words', () => {
  it('have the same gaps in both languages', () => {
    const pairs = Object.values(findings).flatMap((words): (readonly [string, string])[] =>
      words.cure === null ? [words.found] : [words.found, words.cure],
    )
    expect(pairs.map(([ru]) => gapsOf(ru))).toEqual(pairs.map(([, en]) => gapsOf(en)))
  })
})

function gapsOf(text: string): readonly string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort()
}
