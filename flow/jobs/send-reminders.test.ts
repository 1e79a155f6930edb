import { expect, it } from 'vitest'
import { createMemoryChannel, type OutboundPart, renderMarkdown } from '#capabilities/channels'
import { describeEachDatabase } from '../../testing/databases.ts'
import { createFlowClient, type FlowClient } from '../../testing/flow-client.ts'
import { type FlowHarness, startFlow } from '../../testing/flow-harness.ts'
import { laterJobs, listUnasked } from '../../testing/later-jobs.ts'
import { sendReminders } from './send-reminders.ts'

// Wednesday at 12:00 in Moscow; the meeting is on Friday at 15:00, 51 hours later.
describeEachDatabase('a reminder', open => {
  it('comes a day and an hour before the meeting, each once', async () => {
    const { flow } = await book()
    for (const hours of [26, 27.1, 27.2, 40, 49.9]) await remind(flow, hours)
    expect(await listUnasked(flow)).toEqual([expect.stringMatching(/Напоминаю.*пт, 16 января.*15:00/)])
    for (const hours of [50.1, 50.2, 52, 80]) await remind(flow, hours)
    expect(await listUnasked(flow)).toEqual([expect.anything(), expect.stringContaining('уже скоро')])
  })

  it('is given once by two workers at a time', async () => {
    const { flow } = await book()
    await Promise.all([remind(flow, 27.1), remind(flow, 27.1), remind(flow, 27.1)])
    expect(await listUnasked(flow)).toHaveLength(1)
  })

  it('moves with the meeting, and names the new time', async () => {
    const { flow, client } = await book()
    await client.write('Перенесите встречу на понедельник на 12:00')
    await remind(flow, 27.1)
    await remind(flow, 50.1)
    expect(await listUnasked(flow)).toEqual([])
    await remind(flow, 24 * 4 + 0.1)
    expect(await listUnasked(flow)).toEqual([expect.stringContaining('пн, 19 января')])
  })

  it('is not given of a meeting that was cancelled, nor to a client who does not want to be written to', async () => {
    const { flow, client } = await book()
    await client.write('Отмените встречу')
    await client.press('Да')
    await remind(flow, 27.1)
    const other = await book()
    await other.client.write('/stop')
    await remind(other.flow, 27.1)
    expect([...(await listUnasked(flow)), ...(await listUnasked(other.flow))]).toEqual([])
  })

  it('is given while a human has the chat, because the meeting stands', async () => {
    const { flow, client } = await book()
    await client.write('Позовите человека')
    await remind(flow, 27.1)
    expect(await listUnasked(flow)).toEqual([expect.stringContaining('пт, 16 января')])
  })

  it('shows its time in the zone of whoever reads, as all that is said of the meeting does', async () => {
    const { flow } = await book({ channel: { ...createMemoryChannel(), render: renderMarkdown } })
    await remind(flow, 27.1)
    const friday = Date.UTC(2026, 0, 16, 12) / 1000
    const rows = await flow.database.db.selectFrom('outbound').select('payload').orderBy('id').execute()
    const marked = rows
      .map(({ payload }): OutboundPart => JSON.parse(payload))
      .flatMap(({ text, entities }) =>
        entities.flatMap(({ type, offset, length, unixTime }) =>
          type === 'date_time' ? [[text.slice(offset, offset + length), unixTime]] : [],
        ),
      )
    // Held, booked, reminded.
    expect(marked).toEqual(Array.from({ length: 3 }, () => [expect.stringMatching(/^пт, 16 января.*15:00/), friday]))
  })

  async function book(
    options: Parameters<typeof startFlow>[1] = {},
  ): Promise<{ flow: FlowHarness; client: FlowClient }> {
    const flow = await startFlow(await open(), options)
    const client = createFlowClient(flow, 1)
    await client.write('Хочу записаться')
    await client.write('в пятницу в 15:00')
    await client.press('Да')
    return { flow, client }
  }
})

async function remind(flow: FlowHarness, hours: number): Promise<void> {
  await sendReminders(laterJobs(flow, hours))
}
