import { z } from 'zod'
import { editableFiles, listPlaybooks, type PlaybookWritten, type readPlaybookFiles } from '#capabilities/sales'
import { assertNever } from '#shared/utils'
import { toInstant } from '../../../http/fields/instants.ts'
import type { Problem } from '../../../http/problem.ts'
import type { Business } from '../../../operator/desk.ts'
import { toFaultBody } from '../playbook-body.ts'

export { nameParams } from '../playbook-body.ts'

// A price list of a thousand lines is a document, not an offer.
const longestText = 200_000

export const textsField = z
  .partialRecord(
    z.enum(editableFiles as [string, ...string[]]),
    z
      .string()
      .max(longestText)
      .refine(text => !text.includes('\0'), 'must not contain the character U+0000')
      .nullable(),
  )
  .describe('Whole texts by the name of the file; null takes a file away, so that the one of `common` counts.')

export const filesBody = z
  .object({
    version: z.string().describe('Another one after every change; give it back with If-Match.'),
    files: z.array(
      z.object({
        name: z.string(),
        text: z.string().nullable().describe('Null: there is none, and `common_text` counts.'),
        common_text: z.string().nullable().describe('What playbooks without this file say; null: each has its own.'),
      }),
    ),
    history: z
      .array(z.object({ stamp: z.string(), replaced_at: z.iso.datetime() }))
      .describe('Former states, the newest first.'),
  })
  .meta({ id: 'PlaybookFiles' })

type Files = NonNullable<ReturnType<typeof readPlaybookFiles>>
type Versions = readonly { readonly stamp: string; readonly replacedAt: number }[]

export function toFilesBody({ files, version }: Files, versions: Versions): z.infer<typeof filesBody> {
  return {
    version,
    files: files.map(({ name, text, commonText }) => ({ name, text, common_text: commonText })),
    history: versions.map(({ stamp, replacedAt }) => ({ stamp, replaced_at: toInstant(replacedAt) })),
  }
}

export const noPlaybook: Problem = {
  status: 404,
  code: 'playbook.not_found',
  detail: 'There is no playbook with this name. GET /playbooks has the names.',
}

export function isPlaybook({ playbooksFolder }: Business, name: string): boolean {
  return listPlaybooks(playbooksFolder).includes(name)
}

/** Why nothing was written. */
export function describeRefusal(refusal: Exclude<PlaybookWritten, { kind: 'written' }>): Problem {
  switch (refusal.kind) {
    case 'invalid':
      return {
        status: 422,
        code: 'playbook.invalid',
        detail: 'The playbook cannot be used with this. Nothing was changed.',
        errors: refusal.faults.map(toFaultBody).map(({ file, line, key, found, allowed, cure }) => ({
          in: 'body',
          pointer: `/texts/${file.split('/').at(-1)}`,
          detail: `${file}:${line}: ${key === null ? '' : `${key}: `}found ${found}; allowed: ${allowed}. ${cure}`,
        })),
      }
    case 'not-writable':
      return {
        status: 409,
        code: 'playbook.not_writable',
        detail: `The files could not be written (${refusal.code}): let the user who runs the platform write into the folder playbooks.`,
      }
    default:
      return assertNever(refusal)
  }
}
