import { expect, it } from 'vitest'
import { addOperator, changeOperator, type Role, revokeOperator } from '#capabilities/access'
import { describeEachDatabase } from '../../testing/databases.ts'
import { createFlowClient } from '../../testing/flow-client.ts'
import { type FlowHarness, startFlow } from '../../testing/flow-harness.ts'
import { findCrewPlace, findMember, readCrew } from './crew.ts'

const settings = { ownerId: 900, operatorIds: [901], groupChatId: '-100' }

describeEachDatabase('people of the business in Telegram', open => {
  const letIn = async ({ database, clock }: FlowHarness, role: Role, telegramId: number): Promise<number> => {
    const facts = { name: 'Anna', role, telegramId, actor: 'test' }
    const outcome = await database.transaction(tx => addOperator(tx, facts, clock.now()))
    if (outcome.kind !== 'saved') throw new TypeError(outcome.kind)
    return outcome.operator.id
  }

  it('are obeyed from the moment they are let in until they are let go, without a restart', async () => {
    const flow = await startFlow(await open())
    const { database, clock } = flow
    const anna = createFlowClient(flow, 902)
    const isObeyed = async () =>
      /Held back now|Придержаны сейчас|no limits|Ограничений нет/.test((await anna.write('/limits')).at(-1)?.text ?? '')
    expect(await isObeyed()).toBe(false)
    const id = await letIn(flow, 'viewer', 902)
    expect(await isObeyed()).toBe(false)
    await database.transaction(tx => changeOperator(tx, { id, role: 'operator', actor: 'test' }, clock.now()))
    expect(await isObeyed()).toBe(true)
    await database.transaction(tx => revokeOperator(tx, { id, actor: 'test' }, clock.now()))
    expect(await isObeyed()).toBe(false)
    await flow.stop()
  })

  it('are those of the settings and those who were let in, each once', async () => {
    const flow = await startFlow(await open())
    const { db } = flow.database
    for (const [role, telegramId] of [
      ['viewer', 902],
      ['operator', 903],
      ['admin', 904],
      ['operator', 901],
    ] as const)
      await letIn(flow, role, telegramId)
    const crew = await readCrew(db, settings)
    expect(crew.operatorIds.toSorted()).toEqual([901, 903, 904])
    const roles = await Promise.all(
      [900, 901, 902, 903, 904, 905].map(async id => (await findMember(db, settings, id))?.role),
    )
    expect(roles).toEqual(['admin', 'operator', 'viewer', 'operator', 'admin', undefined])
    await flow.stop()
  })
})

it('somebody of the business who writes to the account of another is a client there', () => {
  const chat = { userId: 901, chatId: '901', chatType: 'private' } as const
  expect(findCrewPlace(settings, { ...chat, businessConnectionId: '' })).toBe('private')
  expect(findCrewPlace(settings, { ...chat, businessConnectionId: 'c1' })).toBeNull()
})
