import { createConfig, lintFromString } from '@redocly/openapi-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readDocument, toOperations } from '../../../testing/api-operations.ts'
import { createSchemaReader } from '../../../testing/fuzz/read-schema.ts'
import { startTestGateway, type TestGateway } from '../../../testing/gateway-harness.ts'

let test: TestGateway
beforeAll(async () => {
  test = await startTestGateway()
})
afterAll(() => test.close())

it('is valid OpenAPI 3.1 that the recommended rules of a linter find nothing in', async () => {
  const document = await readDocument(test.url)
  expect(document.openapi).toBe('3.1.0')
  const source = JSON.stringify(document)
  const config = await createConfig({ extends: ['recommended'] })
  const problems = await lintFromString({ source, absoluteRef: 'openapi.json', config })
  const words = problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`)
  expect(words).toEqual([])
})

it('names every operation once, describes it, and tells who may call it', async () => {
  const operations = toOperations(await readDocument(test.url))
  const names = operations.map(({ document }) => document.operationId)
  expect(new Set(names).size).toBe(names.length)
  for (const { document, method, path, role } of operations) {
    expect(document, `${method} ${path}`).toMatchObject({ summary: expect.any(String), tags: [expect.any(String)] })
    const codes = Object.keys(document.responses)
    if (role !== null) expect(codes, `${method} ${path}`).toEqual(expect.arrayContaining(['401', '403', '429']))
    else expect(document, `${method} ${path}`).toMatchObject({ security: [] })
  }
})

it('shows for every JSON body an example that its own schema takes', async () => {
  const document = await readDocument(test.url)
  const schemaOf = createSchemaReader(document)
  const faults = toOperations(document).flatMap(({ document: { operationId, requestBody } }) => {
    const body = requestBody?.content['application/json']
    if (body === undefined) return []
    const examples = [body.example, ...Object.values(body.examples ?? {}).map(({ value }) => value)]
    const given = [...examples, ...((body.schema.examples as unknown[] | undefined) ?? [])].filter(isGiven)
    if (given.length === 0) return [`${operationId}: none`]
    return given.flatMap(example => {
      const outcome = schemaOf(body.schema).safeParse(example)
      return outcome.success ? [] : [`${operationId}: ${outcome.error.message}`]
    })
  })
  expect(faults).toEqual([])
})

it('says of every parameter what it means', async () => {
  const silent = toOperations(await readDocument(test.url)).flatMap(({ method, path, document: { parameters = [] } }) =>
    parameters
      .filter(({ description }) => description === undefined || description === '')
      .map(({ name }) => `${method} ${path}: ${name}`),
  )
  expect(silent).toEqual([])
})

function isGiven(example: unknown): boolean {
  return example !== undefined
}

it('uses only tags that it explains', async () => {
  const document = (await readDocument(test.url)) as unknown as { readonly tags: readonly { readonly name: string }[] }
  const known = document.tags.map(({ name }) => name)
  const used = toOperations(await readDocument(test.url)).flatMap(({ document: { tags } }) => tags)
  expect([...new Set(used)].filter(tag => !known.includes(tag))).toEqual([])
})
