import fc from 'fast-check'

/** Texts that have broken servers: quotes of SQL, markup, format strings, control and half characters, numbers beyond their types. */
const texts = [
  '',
  ' ',
  "' or 1=1 --",
  '"; drop table leads; --',
  '%',
  '_%_',
  '\\',
  '<script>alert(1)</script>',
  '{{7*7}}',
  '../../../etc/passwd',
  '\0',
  'a\0b',
  '\u202Etxt',
  '\uD800',
  '\uFEFF',
  '👩‍👩‍👧‍👦'.repeat(20),
  'null',
  'NaN',
  '-1',
  '1e309',
  '9007199254740993',
  '99999999999999999999',
  '0x10',
  '2026-02-30T25:61:61Z',
  '+275760-09-13T00:00:00.001Z',
  'bm90IGEgY3Vyc29y',
  Buffer.from('[1e400,null,"x"]').toString('base64url'),
  Buffer.from('[9007199254740991]').toString('base64url'),
  'x'.repeat(5_000),
  '__proto__',
  'constructor',
  '=cmd|/c calc!A1',
  'NEAR(a b) AND "',
  'a* OR b',
]

export const hostileTexts: fc.Arbitrary<string> = fc.oneof(fc.constantFrom(...texts), fc.string({ unit: 'binary' }))

export const hostileValues: fc.Arbitrary<unknown> = fc.oneof(
  hostileTexts,
  fc.constantFrom(null, true, -1, 0, 0.5, 2 ** 53, -(2 ** 63), 1e308, [], {}, [[]], { __proto__: null }),
  fc.jsonValue(),
)

/** A valid body with one thing wrong: a member of another kind, missing, or too many; or something else altogether. */
export function spoil(valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .tuple(valid, fc.nat(), hostileValues)
        .map(([body, place, value]) => replaceMember(body, place, value)),
    },
    { weight: 2, arbitrary: fc.tuple(valid, fc.nat()).map(([body, place]) => dropMember(body, place)) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(valid, hostileTexts, hostileValues)
        .map(([body, name, value]) => (isObject(body) ? { ...body, [name]: value } : value)),
    },
    { weight: 1, arbitrary: hostileValues },
  )
}

function replaceMember(body: unknown, place: number, value: unknown): unknown {
  if (!isObject(body) || Object.keys(body).length === 0) return value
  const names = Object.keys(body)
  return { ...body, [names[place % names.length] ?? '']: value }
}

function dropMember(body: unknown, place: number): unknown {
  if (!isObject(body)) return null
  const names = Object.keys(body)
  const dropped = names[place % Math.max(1, names.length)]
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== dropped))
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
