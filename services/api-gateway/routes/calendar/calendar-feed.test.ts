import { afterEach, beforeEach, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from '../../../../testing/gateway-harness.ts'

const calendar = 'BEGIN:VCALENDAR\r\nX-WR-CALNAME:Встречи\r\nEND:VCALENDAR\r\n'
const token = 'Yq3-a_secret.of-the_owner'
let asked: string[]
let test: TestGateway
beforeEach(async () => {
  asked = []
  test = await startTestGateway({
    calendarFeed: async given => {
      asked.push(given)
      return given === token ? calendar : null
    },
  })
})
afterEach(() => test.close())

it('gives the calendar to whoever has the address, without a login', async () => {
  const response = await fetch(`${test.url}/calendar/${token}.ics`)
  expect([response.status, await response.text()]).toEqual([200, calendar])
  expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  expect(response.headers.get('cache-control')).toBe('private, max-age=300')
})

it.each([
  ['a wrong token', 'wrong.ics', ['wrong']],
  ['a token without its ending', token, []],
  ['no token', '.ics', []],
  ['a path beyond it', `${token}.ics/more`, []],
])('is not found for %s', async (_name, file, tokens) => {
  const response = await fetch(`${test.url}/calendar/${file}`)
  expect(response.status).toBe(404)
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(asked).toEqual(tokens)
})

it('never writes the address into a log', async () => {
  await fetch(`${test.url}/calendar/${token}.ics`)
  await expect.poll(() => test.logLines.join('')).toContain('"route":"/calendar/:file"')
  expect(test.logLines.join('')).not.toContain(token)
})
