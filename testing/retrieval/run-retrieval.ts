import { parseArgs } from 'node:util'
import { formatTable } from '../bench/table.ts'
import { languages } from './collection.ts'
import { addUp, type Measured, measure } from './measure.ts'
import { measureOwnSets } from './own-sets.ts'
import { readXquad } from './xquad.ts'

/**
 * Compares our search by words with plain engines over the same passages and questions, language by language.
 * `--missed` prints the questions whose first passage was a wrong one; `--xquad=<folder>` asks those questions instead of ours.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { missed: { type: 'boolean' }, xquad: { type: 'string' } } })
  const measured = values.xquad === undefined ? await measureOwnSets() : await measureXquad(values.xquad)
  console.log(formatTable(head, sortByLanguage(measured).map(toRow)))
  if (values.missed !== true) return
  for (const { engine, language, missed } of measured) console.log(`\n${language} ${engine}\n${missed.join('\n')}`)
}

async function measureXquad(folder: string): Promise<readonly Measured[]> {
  const parts: (readonly Measured[])[] = []
  for (const language of languages) parts.push(await measure(await readXquad(folder, language)))
  return addUp(parts)
}

const head = ['language', 'engine', 'questions', 'recall@1', 'recall@3', 'recall@5', 'MRR']

function toRow(one: Measured): readonly string[] {
  const { questions } = one
  const share = (right: number): string => `${right} (${((100 * right) / questions).toFixed(1)} %)`
  return [
    one.language,
    one.engine,
    `${questions}`,
    share(one.first),
    share(one.firstThree),
    share(one.firstFive),
    (one.reciprocalRanks / questions).toFixed(3),
  ]
}

function sortByLanguage(measured: readonly Measured[]): readonly Measured[] {
  return languages.flatMap(language => measured.filter(one => one.language === language))
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
