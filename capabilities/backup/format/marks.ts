import { z } from 'zod'

const digestSchema = z.strictObject({ rows: z.int(), checksum: z.string() })

const tableSchema = z.strictObject({
  name: z.string(),
  columns: z.array(z.strictObject({ name: z.string(), kind: z.enum(['int', 'real', 'text', 'blob']) })),
  key: z.array(z.string()),
  references: z.array(z.string()),
})

/** The lines between which the rows of a backup stand. */
const markSchema = z.discriminatedUnion('kind', [
  /** The first one: what made the backup, and which tables it holds. */
  z.strictObject({
    kind: z.literal('contents'),
    engine: z.enum(['sqlite', 'postgres']),
    migrations: z.array(z.string()),
    tables: z.array(tableSchema),
    numbering: z.record(z.string(), z.string()),
  }),
  /** The rows of this table follow, an array a line. */
  z.strictObject({ kind: z.literal('table'), name: z.string() }),
  z.strictObject({ kind: z.literal('table-end'), name: z.string(), digest: digestSchema }),
  z.strictObject({
    kind: z.literal('file'),
    root: z.string(),
    path: z.string(),
    sha256: z.string(),
    content: z.base64(),
  }),
  /** The last one: a backup without it was cut short. */
  z.strictObject({
    kind: z.literal('manifest'),
    tables: z.record(z.string(), digestSchema),
    files: z.int(),
    left_out: z.array(z.string()),
  }),
])

export type Mark = z.infer<typeof markSchema>
export type Contents = Extract<Mark, { kind: 'contents' }>
/** What a whole backup comes to. */
export type Manifest = Extract<Mark, { kind: 'manifest' }>

/** Throws SyntaxError or ZodError for a line that is no mark. */
export function parseMark(line: string): Mark {
  return markSchema.parse(JSON.parse(line))
}
