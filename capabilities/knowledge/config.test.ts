import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { loadConfig } from '#shared/config'
import { ragSection } from './config.ts'

const directory = mkdtempSync(join(tmpdir(), 'config-'))
afterEach(() => rmSync(directory, { recursive: true, force: true }))

it('the section of an earlier configuration loads unchanged, and no key of it is without effect', () => {
  const earlier = `rag:
  enabled: true
  knowledge_base_path: null
  max_results: 3
  min_score: 0.7
  auto_load_on_startup: true
  log_stats_interval: 100
`
  writeFileSync(join(directory, 'config.yaml'), earlier)
  expect(loadConfig([ragSection], { directory, env: {} })).toMatchObject({
    kind: 'loaded',
    warnings: [],
    values: { rag: { knowledge_base_path: null, max_results: 3, min_score: 0.7, refresh_seconds: 3 } },
  })
})
