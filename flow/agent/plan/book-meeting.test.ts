import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { createFlowClient, type FlowClient } from '../../../testing/flow-client.ts'
import { type FlowHarness, startFlow } from '../../../testing/flow-harness.ts'
import { releaseHolds } from '../../jobs/release-holds.ts'

// The clock begins on Wednesday the 14th of January 2026, 12:00 in Moscow; the general playbook works 10:00–18:00 on weekdays.
const minuteMs = 60_000

describeEachDatabase('booking a meeting', open => {
  it('offers three openings and another time, as buttons', async () => {
    const { client } = await begin()
    await client.write('Хочу записаться')
    expect(client.buttons()).toHaveLength(4)
    expect(client.buttons().at(-1)?.text).toBe('Другое время')
  })

  it('shows three later ones for another time, and the first ones again when there are no later ones', async () => {
    const { client } = await begin()
    await client.write('Хочу записаться')
    const first = client.buttons()
    await client.press('Другое время')
    const second = client.buttons()
    expect(second.filter(({ data }) => first.some(button => button.data === data))).toEqual([])
    expect(second).toHaveLength(4)
    const said = await client.forge(`more:${Date.UTC(2026, 0, 28, 15) / minuteMs}`)
    expect(said[0]?.buttons?.flat()).toHaveLength(4)
  })

  it('holds the time that is pressed for 15 minutes and asks to confirm it', async () => {
    const { flow, client } = await begin()
    await client.write('Хочу записаться')
    const startsAt = startOf(client.buttons()[0]?.data)
    const said = await client.press(/,/)
    const heldAt = flow.clock.now() - 2000
    expect(await meetings(flow)).toMatchObject([
      { status: 'held', scheduled_at: startsAt, hold_until: heldAt + 15 * minuteMs, duration: 30 },
    ])
    expect(said[0]?.text).toContain('Держу для вас')
    expect(client.buttons().map(({ text }) => text)).toEqual(['Да', 'Нет'])
    expect(await consents(flow)).toEqual([])
  })

  it('books at a yes: with an invitation, and the consent with its words, their version and the message', async () => {
    const { flow, client } = await begin()
    const question = await hold(client)
    const said = await client.press('Да')
    expect(await meetings(flow)).toMatchObject([{ status: 'scheduled', hold_until: null }])
    expect(said[0]?.text).toContain('вы записаны')
    expect(said[0]?.document).toMatchObject({ fileName: 'meeting.ics', mimeType: 'text/calendar' })
    expect(said[0]?.document?.content).toMatch(/BEGIN:VEVENT[\s\S]*STATUS:CONFIRMED/)
    const [consent] = await consents(flow)
    expect(consent).toMatchObject({ kind: 'calendar_invite', granted: 1 })
    expect(question).toContain(consent?.text)
    expect(consent?.text_version).not.toBe('')
    const proof = await flow.database.db
      .selectFrom('consents')
      .innerJoin('messages', 'messages.id', 'consents.message_id')
      .select('content')
      .execute()
    expect(proof).toEqual([{ content: 'Да' }])
  })

  it('books at a written yes as at a pressed one', async () => {
    const { flow, client } = await begin()
    await hold(client)
    await client.write('да, подтверждаю')
    expect(await meetings(flow)).toMatchObject([{ status: 'scheduled' }])
  })

  it('releases the time at a no, keeps the refusal, and does not offer a meeting again by itself', async () => {
    const { flow, client } = await begin()
    await hold(client)
    await client.press('Нет')
    expect(await meetings(flow)).toMatchObject([{ status: 'cancelled' }])
    expect(await flow.database.db.selectFrom('calendar_slices').selectAll().execute()).toEqual([])
    expect(await consents(flow)).toMatchObject([{ kind: 'calendar_invite', granted: 0 }])
    await client.write('Меня зовут Анна, мне нужен сайт, бюджет 300 тысяч рублей, срок март')
    await client.write('Это для магазина')
    const later = client.texts().slice(-2).join('\n')
    expect(later).not.toMatch(/встреч|Держу|соглас/i)
    expect(client.buttons().map(({ text }) => text)).toEqual(['Да', 'Нет'])
    expect((await client.write('Всё-таки запишите меня на встречу'))[0]?.buttons).toHaveLength(4)
  })

  it('tells the client once that a hold has lapsed, and gives the time to others', async () => {
    const { flow, client } = await begin()
    await hold(client)
    const startsAt = (await meetings(flow))[0]?.scheduled_at
    await flow.pass(15 * minuteMs)
    await releaseHolds(flow.jobs)
    await releaseHolds(flow.jobs)
    await flow.pass(2000)
    expect(client.texts().filter(text => text.includes('больше не держу'))).toHaveLength(1)
    expect(await meetings(flow)).toMatchObject([{ status: 'expired' }])
    const other = createFlowClient(flow, 2)
    await other.forge(`time:${(startsAt ?? 0) / minuteMs}`)
    expect((await meetings(flow)).at(-1)).toMatchObject({ status: 'held', scheduled_at: startsAt })
  })

  it('does not book at a yes that comes after the hold, but offers times again', async () => {
    const { flow, client } = await begin()
    await hold(client)
    await flow.pass(15 * minuteMs)
    const said = await client.press('Да')
    expect(await meetings(flow)).toMatchObject([{ status: expect.stringMatching(/expired|held/) }])
    expect(said[0]?.text).not.toContain('записаны')
    expect(said[0]?.buttons?.flat()).toHaveLength(4)
  })

  it('finds the time in free words', async () => {
    const { flow, client } = await begin()
    await client.write('Хочу записаться')
    await client.write('давайте в пятницу после трёх')
    const offered = client.buttons().filter(({ data }) => data.startsWith('time:'))
    const from = Date.UTC(2026, 0, 16, 12)
    const starts = offered.map(({ data }) => startOf(data))
    expect(starts.length).toBeGreaterThan(0)
    for (const start of starts) {
      expect(start).toBeGreaterThanOrEqual(from)
      expect(start).toBeLessThan(from + 3 * 60 * minuteMs)
    }
    await client.write('в пятницу в 16:30')
    expect(await meetings(flow)).toMatchObject([{ status: 'held', scheduled_at: Date.UTC(2026, 0, 16, 13, 30) }])
  })

  it('does not call a day off taken: it says that it cannot be booked, and offers other times', async () => {
    const { flow, client } = await begin()
    await client.write('Запишите меня на консультацию в воскресенье')
    const said = client.texts().at(-1)
    expect(said).toContain('нельзя')
    expect(said).not.toContain('заняли')
    expect(client.buttons()).toHaveLength(4)
    expect(await meetings(flow)).toEqual([])
  })

  it('moves a meeting: the old time is free, the invitation has a higher sequence', async () => {
    const { flow, client } = await begin()
    await book(client)
    const [before] = await meetings(flow)
    await client.write('Можно перенести встречу?')
    const offered = client.buttons()
    expect(offered).toHaveLength(4)
    const said = await client.press(offered[2]?.text ?? '')
    const after = await meetings(flow)
    expect(after).toMatchObject([{ id: before?.id, status: 'scheduled', sequence: (before?.sequence ?? 0) + 1 }])
    expect(after[0]?.scheduled_at).not.toBe(before?.scheduled_at)
    expect(said[0]?.document?.content).toContain(`SEQUENCE:${after[0]?.sequence}`)
    const other = createFlowClient(flow, 2)
    await other.forge(`time:${(before?.scheduled_at ?? 0) / minuteMs}`)
    expect((await meetings(flow)).at(-1)).toMatchObject({ status: 'held', scheduled_at: before?.scheduled_at })
  })

  it('lets a meeting move by half an hour: its own time does not stand in its way', async () => {
    const { flow, client } = await begin()
    await book(client)
    const [before] = await meetings(flow)
    await client.write('Можно перенести встречу?')
    await client.press(/,/)
    const [after] = await meetings(flow)
    expect((after?.scheduled_at ?? 0) - (before?.scheduled_at ?? 0)).toBe(30 * minuteMs)
  })

  it('moves a meeting to the time that is named at once', async () => {
    const { flow, client } = await begin()
    await book(client)
    await client.write('Перенесите, пожалуйста, встречу на понедельник на 12:00')
    expect(await meetings(flow)).toMatchObject([{ status: 'scheduled', scheduled_at: Date.UTC(2026, 0, 19, 9) }])
  })

  it('says of a time that is past that it was an old offer, and offers what is free now', async () => {
    const { flow, client } = await begin()
    await client.write('Хочу записаться')
    const said = await client.forge(`time:${Math.floor(flow.clock.now() / minuteMs) - 60}`)
    expect(said[0]?.text).toMatch(/в прошлом/)
    expect(said[0]?.text).not.toMatch(/заняли/)
    expect(client.buttons()).toHaveLength(4)
    expect(client.buttons().every(({ data }) => !/^time/.test(data) || startOf(data) > flow.clock.now())).toBe(true)
    expect(await meetings(flow)).toEqual([])
  })

  it('holds a time once, however often its button is pressed, and books it once', async () => {
    const { flow, client } = await begin()
    await client.write('Хочу записаться')
    const [time] = client.buttons()
    for (let pressed = 0; pressed < 3; pressed++) await client.forge(time?.data ?? '')
    expect(await meetings(flow)).toHaveLength(1)
    const [yes] = client.buttons()
    for (let pressed = 0; pressed < 3; pressed++) await client.forge(yes?.data ?? '')
    expect(await meetings(flow)).toMatchObject([{ status: 'scheduled' }])
  })

  it('says of a button under a settled question that it changes nothing, and asks no model', async () => {
    const { flow, client } = await begin()
    await client.write('Хочу записаться')
    await client.press(/,/)
    const [yes] = client.buttons()
    await client.press('Нет')
    const asked = flow.model.requests.length
    const said = await client.forge(yes?.data ?? '')
    expect(said.map(({ text }) => text)).toEqual([expect.stringContaining('уже решён')])
    expect(flow.model.requests).toHaveLength(asked)
    expect((await meetings(flow)).filter(({ status }) => status !== 'cancelled')).toEqual([])
  })

  it('cancels a meeting only after asking once, and takes it out of the client’s calendar', async () => {
    const { flow, client } = await begin()
    await book(client)
    await client.write('Отмените встречу, пожалуйста')
    expect(await meetings(flow)).toMatchObject([{ status: 'scheduled' }])
    const said = await client.press('Да')
    expect(await meetings(flow)).toMatchObject([{ status: 'cancelled' }])
    expect(said[0]?.document?.content).toMatch(/METHOD:CANCEL/)
  })

  it('keeps the meeting when the client does not want to cancel after all', async () => {
    const { flow, client } = await begin()
    await book(client)
    await client.write('Отмените встречу, пожалуйста')
    await client.press('Нет')
    expect(await meetings(flow)).toMatchObject([{ status: 'scheduled' }])
  })

  it('offers the other client other times in the same reply when one of two was faster', async () => {
    const { flow, client } = await begin()
    const other = createFlowClient(flow, 2)
    await client.write('Хочу записаться')
    await other.write('Хочу записаться')
    expect(other.buttons()[0]).toEqual(client.buttons()[0])
    await client.press(/,/)
    const said = await other.press(/,/)
    expect(await meetings(flow)).toMatchObject([{ status: 'held' }])
    expect(said).toHaveLength(1)
    expect(said[0]?.text).toContain('только что заняли')
    expect(said[0]?.buttons?.flat()).toHaveLength(4)
    await other.press(/,/)
    expect(await meetings(flow)).toHaveLength(2)
  })

  async function begin(userId = 1): Promise<{ flow: FlowHarness; client: FlowClient }> {
    const flow = await startFlow(await open())
    return { flow, client: createFlowClient(flow, userId) }
  }
})

async function hold(client: FlowClient): Promise<string> {
  await client.write('Хочу записаться')
  const [question] = await client.press(/,/)
  return question?.text ?? ''
}

async function book(client: FlowClient): Promise<void> {
  await hold(client)
  await client.press('Да')
}

function startOf(data = ''): number {
  return Number(data.replace('time:', '')) * minuteMs
}

function meetings({ database }: FlowHarness) {
  return database.db.selectFrom('meetings').selectAll().orderBy('id').execute()
}

function consents({ database }: FlowHarness) {
  return database.db.selectFrom('consents').selectAll().orderBy('id').execute()
}
