import { mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises'
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

describeEachDatabase('the knowledge base', open => {
  let database: Database
  let folder: string
  let clock: FakeClock

  beforeEach(async () => {
    database = await open()
    folder = await mkdtemp(join(tmpdir(), 'knowledge-'))
    clock = createFakeClock()
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('answers from a file with the place where it stands', async () => {
    await write('prices/hair.md', '# Hair\n\n| Service | Price |\n|-|-|\n| Haircut | 30 € |\n')
    const knowledge = build()
    expect(await knowledge.refresh(signal)).toMatchObject({ indexed: 1, failed: 0 })
    expect(await knowledge.search('how much is a haircut?', 3)).toEqual([
      {
        id: expect.any(Number),
        source: 'prices/hair.md › Hair',
        heading: 'Hair',
        text: 'Service: Haircut; Price: 30 €',
        score: 1,
        match: 'strong',
      },
    ])
  })

  it('answers with the new price as soon as the file is saved, and forgets the old one', async () => {
    const knowledge = build()
    await write('prices.csv', 'Услуга;Цена\nСтрижка;1500\n')
    await knowledge.refresh(signal)
    expect(await texts(knowledge, 'цена стрижки')).toEqual(['Услуга: Стрижка; Цена: 1500'])
    await write('prices.csv', 'Услуга;Цена\nСтрижка;1700\n')
    await knowledge.refresh(signal)
    expect(await texts(knowledge, 'цена стрижки')).toEqual(['Услуга: Стрижка; Цена: 1700'])
  })

  it('notices a change that keeps size and time, as a copy from a backup does', async () => {
    const knowledge = build()
    await write('a.md', 'Haircut 30')
    await utimes(join(folder, 'a.md'), 1_000, 1_000)
    await knowledge.refresh(signal)
    await write('a.md', 'Haircut 35')
    await utimes(join(folder, 'a.md'), 1_000, 1_000)
    await knowledge.refresh(signal)
    expect(await texts(knowledge, 'haircut')).toEqual(['Haircut 35'])
  })

  it('does nothing when nothing changed', async () => {
    const knowledge = build()
    await write('a.md', 'Haircut 30')
    await knowledge.refresh(signal)
    const { changedAt } = await knowledge.status()
    await clock.advance(60_000)
    expect(await knowledge.refresh(signal)).toMatchObject({ indexed: 0, unchanged: 1, deleted: 0 })
    expect((await knowledge.status()).changedAt).toBe(changedAt)
  })

  it('follows a renamed file without reading it anew: its passages keep their ids', async () => {
    const knowledge = build()
    await write('old.md', 'Haircut 30')
    await knowledge.refresh(signal)
    const [before] = await knowledge.search('haircut', 1)
    await mkdir(join(folder, 'new'))
    await rename(join(folder, 'old.md'), join(folder, 'new/name.md'))
    expect(await knowledge.refresh(signal)).toMatchObject({ renamed: 1, indexed: 0, deleted: 0 })
    expect(await knowledge.search('haircut', 1)).toEqual([{ ...before, source: 'new/name.md' }])
  })

  it('forgets a deleted file, and keeps files of one name in different folders apart', async () => {
    const knowledge = build()
    await write('moscow/address.md', 'Address: Pokrovka street')
    await write('kazan/address.md', 'Address: Bauman street')
    await knowledge.refresh(signal)
    expect(await sources(knowledge, 'address street')).toEqual(['kazan/address.md', 'moscow/address.md'])
    await rm(join(folder, 'kazan'), { recursive: true })
    expect(await knowledge.refresh(signal)).toMatchObject({ deleted: 1 })
    expect(await sources(knowledge, 'address street')).toEqual(['moscow/address.md'])
  })

  it('keeps what it knows when the folder is not there: a disk that is not mounted is no wish to forget', async () => {
    const knowledge = build()
    await write('a.md', 'Haircut 30')
    await knowledge.refresh(signal)
    await rename(folder, `${folder}-away`)
    expect(await knowledge.refresh(signal)).toMatchObject({ isFolderThere: false, deleted: 0 })
    expect(await texts(knowledge, 'haircut')).toEqual(['Haircut 30'])
    await rename(`${folder}-away`, folder)
  })

  it('names each file that it cannot read with the cure, and reads the others', async () => {
    const knowledge = build()
    await write('broken.xlsx', 'no workbook')
    await write('empty.md', '\n')
    await write('large.txt', 'x'.repeat(20_000))
    await write('photo.jpeg', 'binary')
    await write('fine.md', 'Haircut 30')
    await write('.hidden.md', 'secret')
    await write('~$fine.docx', 'lock')
    expect(await knowledge.refresh(signal)).toMatchObject({ indexed: 1, failed: 4 })
    expect((await knowledge.status()).failed).toEqual([
      { path: 'broken.xlsx', error: expect.stringMatching(/Excel workbook.*save it again/) },
      { path: 'empty.md', error: expect.stringMatching(/holds no text/) },
      { path: 'large.txt', error: expect.stringMatching(/rag\.max_file_megabytes/) },
      { path: 'photo.jpeg', error: expect.stringMatching(/Save it as \.md/) },
    ])
    expect(await texts(knowledge, 'haircut')).toEqual(['Haircut 30'])
    expect(await knowledge.refresh(signal)).toMatchObject({ unchanged: 5, failed: 0 })
  })

  it('goes on answering from the state before a file broke, and heals with the file', async () => {
    const knowledge = build()
    await write('a.txt', 'Haircut 30')
    await knowledge.refresh(signal)
    await write('a.txt', 'Hair\0cut')
    expect(await knowledge.refresh(signal)).toMatchObject({ failed: 1 })
    expect(await texts(knowledge, 'haircut')).toEqual(['Haircut 30'])
    await write('a.txt', 'Haircut 40')
    await knowledge.refresh(signal)
    expect(await texts(knowledge, 'haircut')).toEqual(['Haircut 40'])
    expect((await knowledge.status()).failed).toEqual([])
  })

  it('refuses a link that leads out of the folder, and follows none', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'outside-'))
    await writeFile(join(outside, 'secret.md'), 'The password is swordfish')
    await write('inside.md', 'Haircut 30')
    await symlink(join(outside, 'secret.md'), join(folder, 'secret.md'))
    await symlink(outside, join(folder, 'all'))
    await symlink(join(folder, 'inside.md'), join(folder, 'again.md'))
    const knowledge = build()
    expect(await knowledge.refresh(signal)).toMatchObject({ indexed: 1, failed: 2 })
    expect((await knowledge.status()).failed.map(({ path }) => path)).toEqual(['all', 'secret.md'])
    expect(await texts(knowledge, 'password swordfish')).toEqual([])
    await rm(outside, { recursive: true })
  })

  it('sees within a second what another process indexed', async () => {
    const reader = build()
    const writer = build()
    expect(await texts(reader, 'haircut')).toEqual([])
    await write('a.md', 'Haircut 30')
    await writer.refresh(signal)
    await clock.advance(1_000)
    expect(await texts(reader, 'haircut')).toEqual(['Haircut 30'])
    await write('a.md', 'Haircut 35')
    await writer.refresh(signal)
    await clock.advance(1_000)
    expect(await texts(reader, 'haircut')).toEqual(['Haircut 35'])
  })

  it('asks for vectors of new passages only, and finds by meaning what shares no word', async () => {
    const asked: string[] = []
    const knowledge = build(meaningOf(asked))
    await write('a.md', '# Car\n\nWe have two free places in the yard.\n\n# Hair\n\nHaircut 30\n')
    expect(await knowledge.refresh(signal)).toMatchObject({ embedded: 2 })
    expect(await knowledge.search('automobile', 1)).toMatchObject([{ heading: 'Car', match: 'weak' }])
    asked.length = 0
    await write('a.md', '# Car\n\nWe have two free places in the yard.\n\n# Hair\n\nHaircut 35\n')
    expect(await knowledge.refresh(signal)).toMatchObject({ embedded: 1 })
    expect(asked).toEqual(['Hair\nHaircut 35'])
    expect(await knowledge.refresh(signal)).toMatchObject({ embedded: 0 })
  })

  it('lets what a meaning finds stand before what shares one word of several', async () => {
    const knowledge = build(meaningOf([]))
    await write('a.md', '# Hair\n\nLeave the umbrella at the door.\n\n# Car\n\nTwo free places in the yard.\n')
    await knowledge.refresh(signal)
    const found = await knowledge.search('automobile umbrella shelter', 2)
    expect(found.map(({ heading }) => heading)).toEqual(['Car', 'Hair'])
  })

  it('answers by words when the model server does not: not at all, or not in time', async () => {
    await write('a.md', 'Haircut 30')
    const never: Embed = () => new Promise(() => {})
    const absent: Embed = async () => ({ kind: 'unavailable' })
    await build().refresh(signal)
    expect(await texts(build(absent), 'haircut')).toEqual(['Haircut 30'])
    const found = texts(build(never), 'haircut')
    await clock.advance(settings.embeddingTimeoutMs)
    expect(await found).toEqual(['Haircut 30'])
  })

  it('leaves a silent model server alone for a minute, then completes the vectors', async () => {
    const asked: string[] = []
    let isUp = false
    const embed: Embed = async (batch, abort) => {
      if (isUp) return meaningOf([])(batch, abort)
      asked.push(...batch)
      return { kind: 'unavailable' }
    }
    const knowledge = build(embed)
    await write('a.md', 'Haircut 30')
    expect(await knowledge.refresh(signal)).toMatchObject({ indexed: 1, embedded: 0 })
    await knowledge.refresh(signal)
    expect(asked).toHaveLength(1)
    isUp = true
    await clock.advance(60_000)
    expect(await knowledge.refresh(signal)).toMatchObject({ embedded: 1 })
  })

  it('makes the vectors of another model anew, once a question has shown that the server has one', async () => {
    await write('a.md', '# Car\n\nTwo places in the yard.\n\n# Hair\n\nHaircut 30\n')
    await build(meaningOf([])).refresh(signal)
    const asked: string[] = []
    const other: Embed = async batch => {
      const outcome = await meaningOf(asked)(batch, signal)
      return outcome.kind === 'vectors' ? { ...outcome, model: 'another' } : outcome
    }
    const knowledge = build(other)
    expect(await knowledge.refresh(signal)).toMatchObject({ embedded: 0 })
    expect(await knowledge.search('automobile', 1)).toEqual([])
    await clock.advance(1_000)
    expect(await knowledge.refresh(signal)).toMatchObject({ embedded: 2 })
    expect(await knowledge.search('automobile', 1)).toMatchObject([{ heading: 'Car' }])
  })

  it('lets no edited document wait for a slow model server: vectors are made a few seconds at a time', async () => {
    const slow: Embed = async batch => {
      await clock.advance(3_000)
      return meaningOf([])(batch, signal)
    }
    const knowledge = build(slow)
    for (const name of ['a', 'b', 'c']) await write(`${name}.md`, `Haircut ${name}`)
    expect(await knowledge.refresh(signal)).toMatchObject({ indexed: 3, embedded: 2 })
    await write('a.md', 'Haircut 35')
    expect(await knowledge.refresh(signal)).toMatchObject({ indexed: 1, embedded: 2 })
  })

  it('spares clients the wait for a model server that is late for one question after another', async () => {
    await write('a.md', 'Haircut 30')
    let asked = 0
    const knowledge = build(() => {
      asked += 1
      return new Promise(() => {})
    })
    const searchLate = async (): Promise<void> => {
      const found = knowledge.search('haircut', 1)
      await clock.advance(settings.embeddingTimeoutMs)
      await found
    }
    for (let count = 0; count < 3; count++) await searchLate()
    await knowledge.search('haircut', 1)
    expect(asked).toBe(3)
    await clock.advance(60_000)
    await searchLate()
    expect(asked).toBe(4)
  })

  it('never throws in a search: without its database it answers from memory', async () => {
    const knowledge = build()
    await write('a.md', 'Haircut 30')
    await knowledge.refresh(signal)
    await texts(knowledge, 'haircut')
    await database.close()
    await clock.advance(5_000)
    expect(await texts(knowledge, 'haircut')).toEqual(['Haircut 30'])
  })

  function build(embed: Embed | null = null): KnowledgeBase {
    return createKnowledge({ database, clock, logger: silentLogger, folder, embed, settings })
  }

  async function write(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
})

async function texts(knowledge: KnowledgeBase, question: string): Promise<readonly string[]> {
  return (await knowledge.search(question, 5)).map(passage => passage.text)
}

async function sources(knowledge: KnowledgeBase, question: string): Promise<readonly string[]> {
  return (await knowledge.search(question, 5)).map(passage => passage.source).sort()
}

/** A model that knows two subjects: cars and hair. */
function meaningOf(asked: string[]): Embed {
  return async batch => {
    asked.push(...batch)
    const vectors = batch.map(text => (/car\n|automobile/i.test(text) ? [1, 0.1, 0] : [0, 0.1, 1]))
    return { kind: 'vectors', model: 'two-subjects', vectors }
  }
}
