import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import ts from 'typescript'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from './gateway-harness.ts'
import { generateApiClient } from './generate-api-client.ts'

/** The client is made anew of the document at every run, so it is never stale: what cannot be made, compiled or called fails here. */
let folder: string
let test: TestGateway
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'api-client-'))
  await generateApiClient(folder)
  test = await startTestGateway()
})
afterAll(async () => {
  await test.close()
  await rm(folder, { recursive: true })
})

/** What a program that uses the client says, and what must not compile in it. */
const program = `
import { client } from './client.gen.ts'
import { getLeads, postLeads } from './sdk.gen.ts'

export async function addAndList(baseUrl: string, key: string): Promise<readonly (string | null)[]> {
  client.setConfig({ baseUrl, auth: key })
  const added = await postLeads({ body: { name: 'Анна', status: 'active' }, headers: { 'idempotency-key': 'one' } })
  if (added.data === undefined) throw new Error(JSON.stringify(added.error))
  const id: number = added.data.id
  // @ts-expect-error: a name is no number.
  const wrong = () => postLeads({ body: { name: id } })
  const page = await getLeads({ query: { limit: 5 } })
  return page.data?.items.map(({ name }) => name) ?? [typeof wrong]
}
`

it('compiles strictly, knows the shapes, and talks to the API', { timeout: 120_000 }, async () => {
  const path = join(folder, 'program.ts')
  await writeFile(path, program)
  expect(compile(path)).toEqual([])
  // Generated a moment ago; its type is what the compiler has just checked.
  const { addAndList } = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as {
    addAndList(baseUrl: string, key: string): Promise<readonly (string | null)[]>
  }
  const { authorization } = await test.keyOf('operator')
  expect(await addAndList(test.url, authorization.slice('Bearer '.length))).toEqual(['Анна'])
})

function compile(path: string): readonly string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    moduleDetection: ts.ModuleDetectionKind.Force,
    allowImportingTsExtensions: true,
    types: [],
  }
  return ts
    .getPreEmitDiagnostics(ts.createProgram([path], options))
    .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`)
}
