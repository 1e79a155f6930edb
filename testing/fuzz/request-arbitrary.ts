import fc from 'fast-check'
import { covers, type Role } from '#capabilities/access'
import type { Operation, Parameter } from '../api-operations.ts'
import { arbitraryOf, type Schemas } from './arbitrary-of.ts'
import { furnishedRows } from './furnish.ts'
import { hostileTexts, spoil } from './hostile.ts'

export const callers = ['admin', 'operator', 'viewer', 'nobody', 'revoked'] as const
export type Caller = (typeof callers)[number]

export interface FuzzRequest {
  readonly operation: Operation
  readonly caller: Caller
  /** Path and query, as they go over the wire. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  /** Null: none. */
  readonly body: string | null
}

/** Requests to one operation: half of them valid by the document, the others spoiled in one way or another. */
export function requestArbitrary(operation: Operation, schemas: Schemas): fc.Arbitrary<FuzzRequest> {
  const { parameters = [] } = operation.document
  const paths = parameters.filter(parameter => parameter.in === 'path')
  const queries = parameters.filter(parameter => parameter.in === 'query')
  return fc
    .record({
      caller: fc.oneof(
        { weight: 3, arbitrary: fc.constant<Caller>('admin') },
        { weight: 2, arbitrary: fc.constantFrom(...callers) },
      ),
      path: fc.tuple(...paths.map(parameter => pathTexts(parameter, schemas))),
      query: fc.tuple(...queries.map(parameter => queryTexts(parameter, schemas))),
      headers: headers(),
      body: bodies(operation, schemas),
    })
    .map(({ path, query, body, ...rest }) => ({
      operation,
      ...rest,
      target: writeTarget(
        operation.path,
        paths.map(({ name }, place) => [name, path[place] ?? '']),
        query,
      ),
      headers: { ...rest.headers, ...(body !== null && { 'content-type': body.type }) },
      body: body?.text ?? null,
    }))
}

/** Whether a caller may use an operation at all. */
export function mayCall(caller: Caller, { role }: Operation): boolean {
  if (role === null) return true
  return caller !== 'nobody' && caller !== 'revoked' && covers(caller satisfies Role, role)
}

function writeTarget(
  path: string,
  values: readonly (readonly [string, string])[],
  query: readonly (readonly [string, string] | null)[],
): string {
  const filled = values.reduce((filling, [name, value]) => filling.replace(`{${name}}`, encode(value)), path)
  const pairs = query.flatMap(pair => (pair === null ? [] : [`${encode(pair[0])}=${encode(pair[1])}`]))
  return pairs.length === 0 ? filled : `${filled}?${pairs.join('&')}`
}

// Half characters cannot be encoded; lone dots would change the path.
function encode(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString()).replace(/^\.+$/, dots => '%2E'.repeat(dots.length))
}

function pathTexts(parameter: Parameter, schemas: Schemas): fc.Arbitrary<string> {
  return fc.oneof(
    // Rows that are there.
    { weight: 5, arbitrary: fc.integer({ min: 1, max: furnishedRows }).map(String) },
    { weight: parameter.examples === undefined ? 2 : 8, arbitrary: arbitraryOf(parameter, schemas).map(String) },
    // Empty would be another path.
    { weight: 1, arbitrary: hostileTexts.filter(text => text !== '') },
  )
}

function queryTexts(parameter: Parameter, schemas: Schemas): fc.Arbitrary<readonly [string, string] | null> {
  const { name, required = false } = parameter
  return fc.oneof(
    { weight: required ? 0 : 6, arbitrary: fc.constant(null) },
    { weight: 4, arbitrary: arbitraryOf(parameter, schemas).map(value => [name, String(value)] as const) },
    { weight: 1, arbitrary: hostileTexts.map(text => [name, text] as const) },
  )
}

function headers(): fc.Arbitrary<Readonly<Record<string, string>>> {
  const texts = fc.oneof(
    fc.constantFrom('a', 'b', '*', '""', 'W/"x"', '5', '-1'),
    fc.stringMatching(/^[\x21-\x7e\xa1-\xff]{1,300}$/),
  )
  const types = fc.constantFrom(
    '*/*',
    'application/json',
    'application/json, text/event-stream',
    'text/csv',
    'image/svg+xml',
  )
  // A condition that is never met would keep most writes from what they do.
  const rarely = fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: texts })
  return fc
    .record({
      'idempotency-key': rarely,
      'if-match': rarely,
      'if-none-match': rarely,
      'last-event-id': rarely,
      accept: fc.option(fc.oneof(types, texts), { nil: undefined }),
    })
    .map(given =>
      Object.fromEntries(Object.entries(given).filter((pair): pair is [string, string] => pair[1] !== undefined)),
    )
}

function bodies(
  { document: { requestBody } }: Operation,
  schemas: Schemas,
): fc.Arbitrary<{ readonly type: string; readonly text: string } | null> {
  const described = requestBody?.content['application/json']
  if (described === undefined) return fc.constant(null)
  const type = 'application/json'
  const valid = arbitraryOf(described, schemas)
  const texts = fc.oneof(
    { weight: 10, arbitrary: valid.map(value => JSON.stringify(value)) },
    { weight: 6, arbitrary: spoil(valid).map(value => JSON.stringify(value) ?? '') },
    { weight: 1, arbitrary: fc.constantFrom('', '{', '[1,', '{"a":1}}', '['.repeat(20_000), '"x"', '{"__proto__":1}') },
    // Around the limit of 256 KB.
    {
      weight: 1,
      arbitrary: fc.constantFrom(262_000, 300_000).map(length => JSON.stringify({ text: 'x'.repeat(length) })),
    },
  )
  return fc.oneof(
    { weight: 20, arbitrary: texts.map(text => ({ type, text })) },
    { weight: 1, arbitrary: texts.map(text => ({ type: 'text/plain', text })) },
    { weight: 1, arbitrary: fc.constant(null) },
  )
}
