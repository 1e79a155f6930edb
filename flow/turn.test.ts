import { expect, it } from 'vitest'
import { describeEachDatabase } from '../testing/databases.ts'
import { flowSettings, startFlow, textUpdate } from '../testing/flow-harness.ts'

describeEachDatabase('a turn', open => {
  it('answers a burst of five with one answer that saw all five', async () => {
    const flow = await startFlow(await open())
    for (const text of ['hello', 'are you', 'still', 'open', 'please']) {
      await flow.receive(textUpdate(text))
      await flow.pass(300)
    }
    await flow.pass(3000)
    expect(flow.channel.textsIn('1')).toEqual(['[hello\nare you\nstill\nopen\nplease]'])
    expect(flow.model.requests).toHaveLength(1)
    await flow.stop()
  })

  it('does not let a client who never stops typing wait longer than maxWaitMs', async () => {
    const flow = await startFlow(await open())
    for (let waited = 0; waited < flowSettings.maxWaitMs + 3000; waited += 1000) {
      await flow.receive(textUpdate(`at ${waited}`))
      await flow.pass(1000)
    }
    expect(flow.channel.textsIn('1').length).toBeGreaterThanOrEqual(1)
    await flow.stop()
  })

  it('drops an answer in generation when a newer message comes, and answers both', async () => {
    const flow = await startFlow(await open())
    flow.model.hold()
    await flow.receive(textUpdate('first'))
    await flow.pass(2000)
    expect(flow.model.requests).toHaveLength(1)
    const release = flow.model.hold()
    await flow.receive(textUpdate('second'))
    await flow.pass(2000)
    release()
    await flow.pass(2000)
    expect(flow.channel.textsIn('1')).toEqual(['[first\nsecond]'])
    await flow.stop()
  })

  it('starts again after a crash in the middle of thinking, once the lease has lapsed', async () => {
    const before = await startFlow(await open())
    before.model.hold()
    await before.receive(textUpdate('are you there?'))
    await before.pass(2000)
    const after = await before.restart()
    await after.pass(flowSettings.leaseMs + 5000)
    expect(after.channel.textsIn('1')).toEqual(['[are you there?]'])
    expect(await after.database.db.selectFrom('turns').select('number').execute()).toEqual([{ number: 1 }])
    await after.stop()
  })

  it('never commits two answers when two workers think about one conversation', async () => {
    const first = await startFlow(await open())
    const release = first.model.hold()
    await first.receive(textUpdate('once, please'))
    await first.pass(2000)
    // The lease lapses while the first worker is stuck; another one takes over and answers.
    await first.database.db.updateTable('conversations').set({ turn_lease_until: 1 }).execute()
    const second = await startFlow(first.database, { clock: first.clock, channel: first.channel })
    await second.pass(3000)
    release()
    await second.pass(3000)
    expect(second.channel.textsIn('1')).toEqual(['[once, please]'])
    await second.stop()
    await first.stop()
  })

  it('is found by the sweeper when its wake was lost', async () => {
    const flow = await startFlow(await open())
    await flow.receive(textUpdate('hello'))
    const after = await flow.restart()
    await after.pass(4000)
    expect(after.channel.textsIn('1')).toEqual(['[hello]'])
    await after.stop()
  })

  it('tries again when thinking fails, and calls a human when it keeps failing', async () => {
    const flow = await startFlow(await open())
    flow.model.script(
      ...Array.from({ length: 20 }, () => () => {
        throw new TypeError('a bug')
      }),
    )
    await flow.receive(textUpdate('привет'))
    await flow.pass(120_000)
    expect(flow.model.requests).toHaveLength(5)
    expect(flow.channel.textsIn('1')).toEqual([expect.stringContaining('позвал коллегу')])
    expect(await flow.database.db.selectFrom('conversations').select('handler').execute()).toEqual([
      { handler: 'human' },
    ])
    await flow.stop()
  })

  it('does not take a client who keeps interrupting for a failure', async () => {
    const flow = await startFlow(await open())
    let release = (): void => {}
    for (const word of ['wait', 'please', 'no', 'listen', 'sorry', 'well', 'hmm', 'finally']) {
      release = flow.model.hold()
      await flow.receive(textUpdate(word))
      await flow.pass(1600)
    }
    release()
    await flow.pass(5000)
    expect(flow.channel.textsIn('1').at(-1)).toContain('finally')
    expect(await flow.database.db.selectFrom('conversations').select('handler').execute()).toEqual([{ handler: 'ai' }])
    await flow.stop()
  })

  it('records what the model used', async () => {
    const flow = await startFlow(await open())
    await flow.receive(textUpdate('hello'))
    await flow.pass(3000)
    const turn = await flow.database.db
      .selectFrom('turns')
      .select(['outcome', 'reason', 'model', 'prompt_tokens', 'completion_tokens'])
      .execute()
    expect(turn).toEqual([
      { outcome: 'replied', reason: 'model', model: 'gated-1', prompt_tokens: 10, completion_tokens: 5 },
    ])
    await flow.stop()
  })

  it('tells the model the date, the zone, the language and what was said before', async () => {
    const flow = await startFlow(await open())
    await flow.receive(textUpdate('Здравствуйте, сколько стоит стрижка?'))
    await flow.pass(3000)
    await flow.receive(textUpdate('ok'))
    await flow.pass(3000)
    const [system, ...dialogue] = flow.model.requests[1]?.messages ?? []
    expect(system?.content).toContain('Wednesday, 14 January 2026 at 12:00 (Europe/Moscow)'.replace(' at ', ' at '))
    expect(system?.content).toContain('Answer in Russian.')
    expect(dialogue).toEqual([
      { role: 'user', content: 'Здравствуйте, сколько стоит стрижка?' },
      { role: 'assistant', content: '[Здравствуйте, сколько стоит стрижка?]' },
      { role: 'user', content: 'ok' },
    ])
    await flow.stop()
  })
})
