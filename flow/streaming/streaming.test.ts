import { expect, it } from 'vitest'
import type { ChatModel, ModelOutcome } from '#capabilities/llm'
import { silentLogger } from '#shared/utils'
import { describeEachDatabase } from '../../testing/databases.ts'
import { asIdle, type FlowHarness, startFlow, textUpdate } from '../../testing/flow-harness.ts'
import { startDrafts } from './start-drafts.ts'

const first = 'Мы работаем с небольшими компаниями и помогаем им не терять клиентов в переписке.'
const second = 'Расскажите, пожалуйста, чем занимается ваша компания и сколько людей в ней работает сейчас.'
const lie = 'Это стоит 990 рублей в месяц.'

describeEachDatabase('a reply that is being written', open => {
  it('is shown sentence by sentence, and then said once through the outbox', async () => {
    const { flow, writer } = await ask(await open())
    writer.write(`${first} ${second}`)
    await flow.pass(1000)
    writer.write(`${first} ${second} И ещё один вопрос: как вы сейчас отвечаете клиентам по вечерам?`)
    await flow.pass(1000)
    expect(flow.channel.drafts.map(({ markdown }) => markdown)).toEqual([first, `${first} ${second}`])
    expect(new Set(flow.channel.drafts.map(({ id }) => id)).size).toBe(1)
    expect(flow.channel.textsIn('1')).toEqual([])
    writer.finish()
    await flow.pass(2000)
    expect(flow.channel.textsIn('1')[0]).toContain('как вы сейчас отвечаете клиентам по вечерам?')
    expect(flow.channel.drafts).toHaveLength(2)
    await flow.stop()
  })

  it('is shown at most once a second, and kept alive before it dies', async () => {
    const { flow, writer } = await ask(await open())
    const shownAt: number[] = []
    const startedAt = flow.clock.now()
    for (let tick = 0; tick < 120; tick++) {
      if (tick < 24) writer.write(`${first} ${`${second} `.repeat(1 + tick)}`)
      const before = flow.channel.drafts.length
      await flow.pass(250)
      if (flow.channel.drafts.length > before) shownAt.push(flow.clock.now() - startedAt)
    }
    const gaps = shownAt.slice(1).map((at, index) => at - (shownAt[index] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000)
    expect(shownAt.length).toBeGreaterThanOrEqual(6)
    expect(gaps.at(-1)).toBeGreaterThan(15_000)
    expect(gaps.at(-1)).toBeLessThan(30_000)
    await flow.stop()
  })

  it('never shows what the guard stops, and what the model thinks for code alone', async () => {
    const { flow, writer } = await ask(await open())
    writer.write(`${first} ${lie} ${second} ${second}`)
    await flow.pass(3000)
    expect(flow.channel.drafts.map(({ markdown }) => markdown)).toEqual([first])
    writer.write(`${first} ${second}\n@@ {"slots": {"company": {"value": "one two three four five six seven eight"}}}`)
    await flow.pass(3000)
    expect(flow.channel.drafts.every(({ markdown }) => !/@@|slots|990/.test(markdown))).toBe(true)
    await flow.stop()
  })

  it('ends where the client stops it: what was shown is the answer, and the turn is done', async () => {
    const { flow, writer } = await ask(await open())
    writer.write(`${first} ${second}`)
    await flow.pass(1000)
    const [draft] = flow.channel.drafts
    if (draft === undefined) throw new TypeError('nothing was shown')
    flow.previews.stop(flow.accountId, { chat: draft.chat, draftId: draft.id + 1 })
    await flow.pass(500)
    expect(flow.channel.textsIn('1')).toEqual([])
    flow.previews.stop(flow.accountId, { chat: draft.chat, draftId: draft.id })
    await flow.pass(60_000)
    expect(writer.isCancelled()).toBe(true)
    expect(flow.channel.textsIn('1')).toEqual([first])
    const turns = await flow.database.db.selectFrom('turns').select(['outcome', 'reason']).execute()
    expect(turns).toEqual([{ outcome: 'replied', reason: 'client.stopped' }])
    await flow.stop()
  })

  it('is dropped with its turn when something newer comes', async () => {
    const { flow, writer } = await ask(await open())
    writer.write(`${first} ${second}`)
    await flow.pass(1000)
    await flow.receive(textUpdate('И ещё: сколько это стоит?'))
    await flow.pass(500)
    expect(writer.isCancelled()).toBe(true)
    expect(flow.previews.list(flow.accountId)).toEqual([])
    await flow.stop()
  })

  it('is not shown in a group', async () => {
    const { flow, writer } = await ask(await open(), 'group')
    writer.write(`${first} ${second}`)
    await flow.pass(5000)
    expect(flow.channel.drafts).toEqual([])
    writer.finish()
    await flow.pass(2000)
    expect(flow.channel.textsIn('1')).toHaveLength(1)
    await flow.stop()
  })

  it('is not written for reading along where nobody shows it', async () => {
    const writer = createWriter()
    const flow = await startFlow(await open(), { answering: writer.model })
    await flow.receive(textUpdate('Что вы делаете?'))
    await flow.pass(1600)
    expect(writer.isReadAlong()).toBe(false)
    await flow.stop()
  })
})

interface Writer {
  readonly model: ChatModel
  /** What the model has said so far. */
  write(text: string): void
  finish(): void
  isCancelled(): boolean
  isReadAlong(): boolean
}

/** A client has asked, drafts are shown, and the model has been asked for its first answer. */
async function ask(
  database: Parameters<typeof startFlow>[0],
  chatType: 'private' | 'group' = 'private',
): Promise<{ readonly flow: FlowHarness; readonly writer: Writer }> {
  const writer = createWriter()
  const flow = await startFlow(database, { answering: writer.model })
  const { accountId, channel, clock, previews } = flow
  startDrafts({ accountId, channel, clock, previews, logger: silentLogger })
  const update = textUpdate('Расскажите, что вы делаете?')
  if (update.inbound.kind !== 'message') throw new TypeError('no message')
  await flow.receive({ ...update, inbound: { ...update.inbound, chat: { ...update.inbound.chat, chatType } } })
  await flow.pass(1600)
  return { flow, writer }
}

/** A model in the middle of a sentence. */
function createWriter(): Writer {
  let text = ''
  let isCancelled = false
  let isReadAlong = false
  let finish: (outcome: ModelOutcome) => void = () => {}
  return {
    write(soFar) {
      text = soFar
    },
    finish: () => finish({ kind: 'answered', text, isTruncated: false, model: 'writer', usage: null, firstTokenMs: 1 }),
    isCancelled: () => isCancelled,
    isReadAlong: () => isReadAlong,
    model: {
      name: 'writer',
      answer(request, signal) {
        isReadAlong = request.onSpeaking !== undefined
        request.onSpeaking?.(() => text)
        return asIdle(
          new Promise<ModelOutcome>(resolve => {
            finish = resolve
            signal.addEventListener('abort', () => {
              isCancelled = true
              resolve({ kind: 'cancelled' })
            })
          }),
        )
      },
    },
  }
}
