import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { checkPlaybook, createPlaybookSource, recoverPlaybook, writePlaybook } from '#capabilities/sales'
import { createFakeClock, silentLogger } from '#shared/utils'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { createFlowClient } from '../../../testing/flow-client.ts'
import { comeToRest, flowSettings, startFlow } from '../../../testing/flow-harness.ts'

let root: string
let folder: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'setup-'))
  folder = join(root, 'playbooks')
  cpSync(resolve(import.meta.dirname, '../../../playbooks'), folder, { recursive: true })
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

describeEachDatabase('the set-up in the chat', open => {
  it('asks five questions, shows what it understood, and is used in the very next answer', async () => {
    const { client, owner } = await begin()
    expect((await owner.write('/setup'))[0]?.text).toContain('1/5')
    expect((await owner.write('Ромашка'))[0]?.text).toContain('2/5')
    expect((await owner.write('Торты на заказ. Наполеон 2500 рублей за килограмм.'))[0]?.text).toContain('3/5')
    expect((await owner.write('пн-пт 10-19, сб 11-15'))[0]?.text).toContain('4/5')
    expect((await owner.press('Русский'))[0]?.text).toContain('5/5')
    const [summary] = await owner.write('http://localhost:8000/v1')
    expect(summary?.text).toMatch(/Ромашка.*Наполеон.*пн 10:00-19:00.*сб 11:00-15:00, вс выходной.*ru.*localhost:8000/s)
    expect(read('general/offer.md')).toContain('has not described its services')
    expect((await owner.press('Сохранить'))[0]?.text).toContain('Готово')
    expect(checkPlaybook(folder, 'general')).toEqual([])
    expect(read('general/playbook.yaml')).toMatch(/^set_up: true/m)
    expect((await client.write('/start'))[0]?.text).toContain('Ромашка')
    expect(read('general/offer.md')).toBe('# Ромашка\n\nТорты на заказ. Наполеон 2500 рублей за килограмм.\n')
    const formers = readdirSync(folder).filter(name => name.startsWith('general.') && name.endsWith('~'))
    expect(formers).toHaveLength(1)
    expect(readFileSync(join(folder, formers[0] ?? '', 'offer.md'), 'utf8')).toContain('has not described its services')
    expect((await owner.write('/setup'))[0]?.text).toContain('уже заполнен')
  })

  it('greets the owner the first time, and leaves out what is skipped', async () => {
    const { owner } = await begin()
    expect((await owner.write('/start'))[0]?.text).toContain('1/5')
    for (let question = 1; question <= 5; question++) await owner.press('Skip')
    await owner.press('Save')
    expect(read('general/offer.md')).toContain('has not described its services')
    expect(read('general/lines.yaml')).toContain('Здравствуйте! Я ИИ-помощник. Расскажите')
  })

  it('goes back, takes the new answer, and asks again for what it does not understand', async () => {
    const { owner } = await begin()
    await owner.write('Привет')
    await owner.write('/setup')
    await owner.write('Ромашка')
    await owner.press('Назад')
    await owner.write('Василёк')
    await owner.press('Пропустить')
    expect((await owner.write('когда как'))[0]?.text).toContain('Не понял часы')
    await owner.press('Пропустить')
    await owner.press('Пропустить')
    expect((await owner.write('не знаю'))[0]?.text).toContain('не похоже на адрес')
    expect((await owner.press('Пропустить'))[0]?.text).toMatch(/Название: Василёк/)
  })

  it('changes nothing when it is cancelled, and a button of it pressed later says that it is over', async () => {
    const { owner } = await begin()
    await owner.write('Привет')
    await owner.write('/setup')
    const [skip] = owner.buttons()
    await owner.press('Отменить')
    await owner.forge(skip?.data ?? '')
    expect(owner.texts().at(-1)).toContain('уже позади')
    expect(read('general/playbook.yaml')).toMatch(/^set_up: false/m)
  })

  it('writes nothing that the checker would refuse: the answers are kept, the files as they were', async () => {
    const { owner } = await begin()
    await owner.write('Привет')
    await owner.write('/setup')
    await owner.press('Пропустить')
    await owner.press('Пропустить')
    await owner.write('пн 10:00-10:10')
    await owner.press('Пропустить')
    await owner.press('Пропустить')
    expect((await owner.press('Сохранить'))[0]?.text).toContain('ничего не изменилось')
    expect(checkPlaybook(folder, 'general')).toEqual([])
    expect(read('general/playbook.yaml')).toMatch(/mon: 10:00-18:00/)
    expect(readdirSync(folder).filter(name => name.includes('general'))).toEqual(['general'])
  })

  it('is nobody’s but the owner’s', async () => {
    const { client, flow } = await begin()
    expect((await client.write('/setup')).map(({ text }) => text).join('\n')).not.toContain('1/5')
    const operator = createFlowClient(flow, 901)
    expect((await operator.write('/setup')).map(({ text }) => text).join('\n')).not.toContain('1/5')
    await operator.forge('crew:setup:3:5')
    expect(read('general/playbook.yaml')).toMatch(/^set_up: false/m)
  })

  async function begin() {
    const database = await open()
    const clock = createFakeClock(undefined, () => comeToRest(database))
    const source = createPlaybookSource({ folder, name: 'general', clock, logger: silentLogger, onFault: () => {} })
    const write = (change: Parameters<typeof writePlaybook>[1]) =>
      writePlaybook({ folder, name: 'general' }, change, '2026-01-14-090000')
    const cockpit = { operatorIds: [901], setup: { isOffered: true, write } }
    const flow = await startFlow(database, { clock, currentPlaybook: () => source.current(), cockpit })
    return { flow, owner: createFlowClient(flow, flowSettings.ownerId), client: createFlowClient(flow, 1) }
  }
})

it('a playbook whose swap was cut short is there again at the next start', () => {
  renameSync(join(folder, 'general'), join(folder, '.general.next'))
  expect(recoverPlaybook(folder, 'general')).toBe(true)
  expect(checkPlaybook(folder, 'general')).toEqual([])
  expect(recoverPlaybook(folder, 'general')).toBe(false)
})

it('words that cannot be written change nothing and say why', () => {
  const outcome = writePlaybook({ folder: join(folder, 'nowhere'), name: 'general' }, { offer: 'x' }, 'now')
  expect(outcome).toMatchObject({ kind: 'not-writable', code: 'ENOENT' })
})

function read(file: string): string {
  return readFileSync(join(folder, file), 'utf8')
}
