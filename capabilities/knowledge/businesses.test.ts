import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Database } from '#shared/database'
import { createFakeClock, type FakeClock, silentLogger } from '#shared/utils'
import { describeEachDatabase } from '../../testing/databases.ts'
import { createKnowledge, type KnowledgeBase } from './create-knowledge.ts'
import type { Embed } from './embedding.ts'

const settings = { strongScore: 0.7, maxFileBytes: 10_000, embeddingTimeoutMs: 300, searchesPerLogLine: 100 }
const { signal } = new AbortController()

/** Folders named `salon` and `clinic` are each of one business; everything else is of both. */
describeEachDatabase('the documents of two businesses in one folder', open => {
  let database: Database
  let folder: string
  let clock: FakeClock
  let businesses: readonly string[]

  beforeEach(async () => {
    database = await open()
    folder = await mkdtemp(join(tmpdir(), 'businesses-'))
    clock = createFakeClock()
    businesses = ['salon', 'clinic']
    await write('salon/prices.md', '# Massage\n\nA massage costs 30 €.\n')
    await write('clinic/prices.md', '# Massage\n\nA massage costs 90 €.\n')
    await write('parking.md', '# Parking\n\nParking is free in the yard.\n')
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('answer the same question of each by its own price list, and both by what is shared', async () => {
    const knowledge = await build()
    expect(await texts(knowledge, 'how much is a massage?', 'salon')).toEqual(['A massage costs 30 €.'])
    expect(await texts(knowledge, 'how much is a massage?', 'clinic')).toEqual(['A massage costs 90 €.'])
    for (const business of businesses) {
      expect(await texts(knowledge, 'is there parking?', business)).toEqual(['Parking is free in the yard.'])
    }
  })

  it('are shown to nobody else: a stranger and who says no name find what is shared', async () => {
    const knowledge = await build()
    expect(await texts(knowledge, 'massage', 'bakery')).toEqual([])
    expect(await texts(knowledge, 'massage')).toEqual([])
    expect(await texts(knowledge, 'parking')).toEqual(['Parking is free in the yard.'])
  })

  it('leave no trace in the scores of each other, and mend no misspelt word for each other', async () => {
    const alone = await build()
    await rm(join(folder, 'clinic'), { recursive: true })
    await alone.refresh(signal)
    const before = await alone.search('massage in the yard', 5, 'salon')
    const scoresOf = async (knowledge: KnowledgeBase) =>
      (await knowledge.search('massage in the yard', 5, 'salon')).map(({ text, score }) => [text, score])
    await write(
      'clinic/long.md',
      Array.from({ length: 40 }, (_, at) => `## Yard massage ${at}\n\nA yard.\n`).join('\n'),
    )
    await write('clinic/terms.md', '# Anaesthesia\n\nAnaesthesia is included.\n')
    const knowledge = await build()
    expect(await scoresOf(knowledge)).toEqual(before.map(({ text, score }) => [text, score]))
    expect(await texts(knowledge, 'anaestesia', 'clinic')).toEqual(['Anaesthesia is included.'])
    expect(await texts(knowledge, 'anaestesia', 'salon')).toEqual([])
  })

  it('are found by meaning for their own business only', async () => {
    const embed: Embed = async batch => ({
      kind: 'vectors',
      model: 'one-subject',
      vectors: batch.map(text => (/massage|rub my back/i.test(text) ? [1, 0.1] : [0, 1])),
    })
    await write(
      'salon/other.md',
      '# Sauna\n\nThe sauna opens at 9.\n\n# Towels\n\nBring a towel.\n\n# Tea\n\nTea is free.\n',
    )
    await write(
      'clinic/other.md',
      '# Doctors\n\nAll have diplomas.\n\n# Insurance\n\nWe take it.\n\n# Coats\n\nLeave it.\n',
    )
    const knowledge = await build(embed)
    expect(await texts(knowledge, 'who could rub my back', 'salon')).toEqual(['A massage costs 30 €.'])
    expect(await texts(knowledge, 'who could rub my back', 'clinic')).toEqual(['A massage costs 90 €.'])
  })

  it('change hands by a move of their file, without being read anew', async () => {
    const knowledge = await build()
    const [before] = await knowledge.search('massage', 1, 'clinic')
    await rename(join(folder, 'clinic/prices.md'), join(folder, 'prices-for-all.md'))
    expect(await knowledge.refresh(signal)).toMatchObject({ renamed: 1, indexed: 0, deleted: 0 })
    expect(await texts(knowledge, 'massage', 'salon')).toEqual(
      expect.arrayContaining(['A massage costs 30 €.', 'A massage costs 90 €.']),
    )
    await rename(join(folder, 'prices-for-all.md'), join(folder, 'clinic/list.md'))
    expect(await knowledge.refresh(signal)).toMatchObject({ renamed: 1, indexed: 0, deleted: 0 })
    expect(await texts(knowledge, 'massage', 'salon')).toEqual(['A massage costs 30 €.'])
    expect(await knowledge.search('massage', 1, 'clinic')).toMatchObject([{ id: before?.id, text: before?.text }])
  })

  it('are of a business from the moment on at which there is one', async () => {
    await write('bakery/prices.md', '# Bread\n\nBread costs 4 €.\n')
    const knowledge = await build()
    expect(await texts(knowledge, 'bread', 'salon')).toEqual(['Bread costs 4 €.'])
    businesses = [...businesses, 'bakery']
    await clock.advance(2_000)
    expect(await texts(knowledge, 'bread', 'salon')).toEqual([])
    expect(await texts(knowledge, 'bread', 'bakery')).toEqual(['Bread costs 4 €.'])
  })

  async function build(embed: Embed | null = null): Promise<KnowledgeBase> {
    const ownerOf = (path: string): string | null => businesses.find(name => path.startsWith(`${name}/`)) ?? null
    const knowledge = createKnowledge({ database, clock, logger: silentLogger, folder, ownerOf, embed, settings })
    await knowledge.refresh(signal)
    return knowledge
  }

  async function write(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
})

async function texts(knowledge: KnowledgeBase, question: string, business?: string): Promise<readonly string[]> {
  return (await knowledge.search(question, 5, business)).map(({ text }) => text)
}
