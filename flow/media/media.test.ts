import { expect, it } from 'vitest'
import type { InboundAttachment, InboundMessage, InboundUpdate } from '#capabilities/channels'
import { createScriptedRecogniser, type ScriptedRecogniser } from '#capabilities/speech'
import { createSpeechReader, type MediaReader } from '#flow'
import { describeEachDatabase } from '../../testing/databases.ts'
import { type FlowHarness, type FlowOptions, startFlow, textUpdate } from '../../testing/flow-harness.ts'

const timeoutMs = 180_000
const away = { kind: 'unavailable', code: 'http_500', retryAfterMs: null } as const

describeEachDatabase('a voice message', open => {
  it('is heard before it is answered, and answered once', async () => {
    const { flow, speech } = await start()
    await sendVoice(flow)
    await flow.pass(3_000)
    expect(flow.model.requests.map(request => request.messages.at(-1)?.content)).toEqual(['Сколько стоит доставка?'])
    expect(flow.channel.textsIn('1')).toHaveLength(1)
    expect(speech.sounds).toEqual([{ bytes: sound, fileName: 'voice.ogg', mimeType: 'audio/ogg', language: null }])
    expect(await readMessage(flow)).toMatchObject({
      content: 'Сколько стоит доставка?',
      kind: 'voice',
      media: [{ kind: 'voice', state: 'ready', confidence: 0.9, code: null }],
    })
    await flow.stop()
  })

  it.each([
    ['Здравствуйте, сколько стоит доставка?', 'ru'],
    ['Good afternoon, how much is the delivery?', 'en'],
  ])('of a client who has written «%s» is heard with their language for a hint: %s', async (words, language) => {
    const { flow, speech } = await start()
    await flow.receive(textUpdate(words))
    await flow.pass(3_000)
    await sendVoice(flow)
    await flow.pass(3_000)
    expect(speech.sounds.map(heard => heard.language)).toEqual([language])
    await flow.stop()
  })

  it('waits for no longer than a burst: texts around it are answered with it', async () => {
    const { flow } = await start()
    await flow.receive(textUpdate('Добрый день'))
    await sendVoice(flow)
    await flow.receive(textUpdate('Пожалуйста, побыстрее'))
    await flow.pass(3_000)
    expect(flow.model.requests).toHaveLength(1)
    expect(JSON.stringify(flow.model.requests)).toContain('Сколько стоит доставка?')
    expect(JSON.stringify(flow.model.requests)).toContain('Пожалуйста, побыстрее')
    await flow.stop()
  })

  it('holds the answer back while it is being heard, and shows typing meanwhile', async () => {
    const reader = createHeldReader()
    const flow = await startFlow(await open(), { readers: [reader] })
    await sendVoice(flow)
    await flow.receive(textUpdate('Ответьте на голосовое'))
    await flow.pass(20_000)
    expect(flow.model.requests).toEqual([])
    expect(flow.channel.typings.length).toBeGreaterThan(3)
    reader.finish('Сколько стоит доставка?')
    await flow.pass(3_000)
    expect(flow.model.requests).toHaveLength(1)
    expect(JSON.stringify(flow.model.requests)).toContain('Сколько стоит доставка?')
    await flow.stop()
  })

  it('that comes while an answer is being thought cancels it', async () => {
    const { flow } = await start()
    const release = flow.model.hold()
    await flow.receive(textUpdate('Как вас зовут?'))
    await flow.pass(2_000)
    expect(flow.model.requests).toHaveLength(1)
    await sendVoice(flow)
    await flow.pass(100)
    release()
    await flow.pass(5_000)
    expect(flow.channel.textsIn('1')).toHaveLength(1)
    expect(JSON.stringify(flow.model.requests.at(-1))).toContain('Сколько стоит доставка?')
    await flow.stop()
  })

  it('of a file that was heard already is not heard again', async () => {
    const { flow, speech } = await start()
    await sendVoice(flow)
    await flow.pass(3_000)
    await sendVoice(flow, { fileId: 'voice-forwarded' })
    await flow.pass(3_000)
    expect(speech.sounds).toHaveLength(1)
    expect(flow.channel.fetches).toHaveLength(1)
    expect(await readMessage(flow)).toMatchObject({ content: 'Сколько стоит доставка?' })
    await flow.stop()
  })

  it.each([
    ['longer than it may be', { durationSeconds: 601 }, 'media.too_long'],
    ['larger than Telegram gives', { sizeBytes: 21 << 20 }, 'media.too_big'],
  ])('%s is refused before it is fetched', async (_name, facts, code) => {
    const { flow, speech } = await start()
    await sendVoice(flow, facts)
    await flow.pass(3_000)
    expect(flow.channel.fetches).toEqual([])
    expect(speech.sounds).toEqual([])
    expect(await readMessage(flow)).toMatchObject({ media: [{ state: 'refused', code }] })
    expect(flow.channel.textsIn('1')).toHaveLength(1)
    await flow.stop()
  })

  it('nobody can hear now is answered kindly at once, heard when the server is back, and then answered', async () => {
    const { flow, speech } = await start()
    speech.script(away, away)
    await sendVoice(flow)
    await flow.pass(3_000)
    expect(flow.channel.textsIn('1')).toEqual([expect.stringMatching(/прослушать/i)])
    expect(flow.model.requests).toEqual([])
    expect(flow.told.map(words => words.en)).toEqual([expect.stringContaining('http_500')])

    await flow.pass(200_000)
    expect(speech.sounds).toHaveLength(3)
    expect(flow.channel.textsIn('1')).toHaveLength(2)
    expect(flow.model.requests.map(request => request.messages.at(-1)?.content)).toEqual(['Сколько стоит доставка?'])
    expect(flow.told.map(words => words.en)).toEqual([expect.anything(), expect.stringContaining('works again')])
    await flow.stop()
  })

  it('and others like it cost the owner one notice an outage, and are all heard as soon as one was', async () => {
    const { flow, speech } = await start()
    speech.script(...Array(9).fill(away))
    for (const userId of [1, 2, 3]) await sendVoice(flow, { userId, fileUniqueId: `unique-${userId}` })
    await flow.pass(100_000)
    expect(flow.told).toHaveLength(1)
    await flow.pass(130_000)
    expect(flow.told).toHaveLength(2)
    for (const userId of [1, 2, 3]) expect(flow.channel.textsIn(`${userId}`)).toHaveLength(2)
    await flow.stop()
  })

  it('that the channel cannot give now is no fault of the speech server', async () => {
    const { flow } = await start()
    flow.channel.scriptFetches({ kind: 'not-fetched', code: 'http_502', retryAfterMs: null })
    await sendVoice(flow)
    await flow.pass(60_000)
    expect(flow.told).toEqual([])
    expect(JSON.stringify(flow.model.requests)).toContain('Сколько стоит доставка?')
    await flow.stop()
  })

  it('is waited for no longer than it may take, and answered when it is heard at last', async () => {
    const reader = createHeldReader()
    const flow = await startFlow(await open(), { readers: [reader] })
    await sendVoice(flow)
    await flow.pass(timeoutMs - 5_000)
    expect(flow.channel.textsIn('1')).toEqual([])
    await flow.pass(15_000)
    expect(flow.channel.textsIn('1')).toHaveLength(1)
    expect(flow.model.requests).toEqual([])
    await flow.stop()
  })

  it('waits no longer than it may even where nobody reads any more', async () => {
    const database = await open()
    const { flow } = await start({}, database)
    await flow.queue.close(0)
    await sendVoice(flow)
    await flow.stop()
    // The process that reads never comes back; one that thinks does.
    const thinking = await startFlow(database, { clock: flow.clock, channel: flow.channel })
    await thinking.pass(timeoutMs + 15_000)
    expect(thinking.channel.textsIn('1')).toHaveLength(1)
    await thinking.stop()
  })

  it('that a process was hearing when it died is heard by the next', async () => {
    const reader = createHeldReader()
    const database = await open()
    const flow = await startFlow(database, { readers: [reader] })
    await sendVoice(flow)
    await flow.pass(1_000)
    await flow.stop()
    const speech = createScriptedRecogniser('Сколько стоит доставка?', 0.9)
    const readers = [speechReader(speech)]
    const next = await startFlow(database, { clock: flow.clock, channel: flow.channel, readers })
    await next.pass(4_000)
    expect(next.channel.textsIn('1')).toHaveLength(1)
    expect(JSON.stringify(next.model.requests)).toContain('Сколько стоит доставка?')
    await next.stop()
  })

  it('with a caption says both, also after the caption was changed', async () => {
    const { flow } = await start()
    const update = await sendVoice(flow, { caption: 'Послушайте' })
    await flow.pass(500)
    expect(await readMessage(flow)).toMatchObject({ content: 'Послушайте\nСколько стоит доставка?' })
    const { attachments = [], chat, from, messageId } = update
    await flow.receive({
      ...textUpdate('x'),
      inbound: {
        ...{ kind: 'edit', chat, from, messageId, attachments },
        ...{ text: 'Срочно', caption: 'Срочно', editedAt: flow.clock.now() },
      },
    })
    await flow.pass(3_000)
    expect(flow.model.requests.map(request => request.messages.at(-1)?.content)).toEqual([
      'Срочно\nСколько стоит доставка?',
    ])
    await flow.stop()
  })

  it('that says nothing is asked for again, kindly', async () => {
    const { flow, speech } = await start()
    speech.script({ kind: 'silent' })
    await sendVoice(flow)
    await flow.pass(3_000)
    expect(flow.channel.textsIn('1')).toEqual([expect.stringMatching(/прослушать/i)])
    expect(flow.model.requests).toEqual([])
    await flow.stop()
  })

  it('where nobody listens is answered with the wish to write', async () => {
    const flow = await startFlow(await open())
    await sendVoice(flow)
    await flow.pass(3_000)
    expect(flow.channel.textsIn('1')).toEqual([expect.stringMatching(/напишите/i)])
    expect(flow.model.requests).toEqual([])
    await flow.stop()
  })

  async function start(options: FlowOptions = {}, database?: Awaited<ReturnType<typeof open>>) {
    const speech = createScriptedRecogniser('Сколько стоит доставка?', 0.9)
    const flow = await startFlow(database ?? (await open()), { readers: [speechReader(speech)], ...options })
    return { flow, speech }
  }
})

const sound = Buffer.from('OggS: a voice')

function speechReader(speech: ScriptedRecogniser): MediaReader {
  return createSpeechReader(speech, { timeoutMs, maxSeconds: 600 })
}

interface Voice extends Partial<InboundAttachment> {
  readonly userId?: number
  readonly caption?: string
}

async function sendVoice(flow: FlowHarness, { userId = 1, caption, ...facts }: Voice = {}): Promise<InboundMessage> {
  const attachment: InboundAttachment = {
    ...{ kind: 'voice', fileId: `voice-${userId}`, fileUniqueId: 'unique-voice', mimeType: 'audio/ogg' },
    ...{ sizeBytes: sound.length, durationSeconds: 7, fileName: null, width: null, height: null },
    ...facts,
  }
  flow.channel.hold(attachment.fileId, sound)
  const update: InboundUpdate = textUpdate('[voice 7 s]', { userId })
  if (update.inbound.kind !== 'message') throw new TypeError('a message')
  const inbound: InboundMessage = {
    ...update.inbound,
    from: { ...update.inbound.from, appLanguage: 'ru' },
    messageKind: 'voice',
    attachments: [attachment],
    ...(caption !== undefined && { text: caption, caption }),
  }
  await flow.receive({ ...update, inbound })
  return inbound
}

async function readMessage(flow: FlowHarness): Promise<Record<string, unknown>> {
  const row = await flow.database.db
    .selectFrom('messages')
    .select(['content', 'kind', 'message_metadata'])
    .where('role', '=', 'user')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  const metadata: { readonly media?: unknown } = JSON.parse(row.message_metadata ?? '{}')
  return { content: row.content, kind: row.kind, media: metadata.media }
}

/** Hears for as long as a test likes. */
function createHeldReader(): MediaReader & { finish(text: string): void } {
  let finish: (text: string) => void = () => {}
  return {
    ...createSpeechReader(createScriptedRecogniser(''), { timeoutMs, maxSeconds: 600 }),
    finish: text => finish(text),
    read: (_file, signal) =>
      new Promise(resolve => {
        signal.addEventListener('abort', () => resolve({ kind: 'later', code: 'timeout', retryAfterMs: null }))
        finish = text => resolve({ kind: 'read', text, confidence: null })
      }),
  }
}
