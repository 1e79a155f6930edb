import { z } from 'zod'
import { recordAudit } from '#capabilities/access'
import { type FileAdded, findDocumentAt, type IndexedDocument } from '#capabilities/knowledge'
import { mayWrite, writeEtag } from '../../../http/etag.ts'
import { textField } from '../../../http/fields/text-field.ts'
import { type Problem, problemResponses, sendProblem } from '../../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../../route-context.ts'
import { knowledgeOff } from '../knowledge-problems.ts'
import { documentBody, toDocumentBody } from './document-body.ts'

const query = z.object({
  path: textField(300).describe(
    'Where it lies, from the folder of the documents: `prices.md`, `beauty-salon/prices.xlsx`. In a folder with the name of a playbook ' +
      'it is read by the bots of that playbook alone.',
  ),
  replace: z
    .enum(['true', 'false'])
    .default('false')
    .describe('`true`: a document that lies there already is replaced; `false`: that is a 409.'),
})

const ifMatchField = z
  .string()
  .max(200)
  .optional()
  .describe('The ETag of the document that is to be replaced, as GET /knowledge/documents/{id} gave it.')

const fileType = 'application/octet-stream'
// Room for a file that is a little too large, so that it is refused with the limit in words.
const slackBytes = 1024

/** Takes a file as it is: the bytes are the body. */
export const putDocument: RegisterRoute = (app, context) => {
  const { clock, database, knowledge } = context
  const maxFileBytes = knowledge?.maxFileBytes ?? 0
  // Files are taken here and nowhere else: everywhere else a body of bytes stays a 415.
  void app.register(async uploads => {
    uploads.addContentTypeParser(fileType, { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    uploads.route({
      method: 'PUT',
      url: '/api/v1/knowledge/documents',
      bodyLimit: maxFileBytes + slackBytes,
      config: { access: 'admin' },
      schema: {
        tags: ['knowledge'],
        summary: 'Put a document among those that the agent answers from',
        description:
          'The body is the file, as `application/octet-stream`. It is read before the answer comes: `state` and `error` tell whether ' +
          'that went well. A file that cannot be read is kept, and said to be broken.',
        querystring: query,
        headers: z.object({ 'if-match': ifMatchField }),
        consumes: [fileType],
        body: z.unknown().describe('The file.'),
        response: {
          200: documentBody.describe('It was replaced.'),
          201: documentBody.describe('It is new.'),
          ...problemResponses({
            409: 'There is such a document, and `replace` is not `true`; or the knowledge base is turned off.',
            412: 'The document at this path is not the one that was read: somebody changed it, or took it away.',
            413: 'The file is larger than `rag.max_file_megabytes` allows.',
            415: 'The body is not `application/octet-stream`.',
            422: 'The path leaves the folder or belongs to a playbook that no bot speaks by, the file is of a kind that is not read, or it is empty.',
          }),
        },
      },
      handler: async (request, reply) => {
        if (knowledge === null) return sendProblem(reply, knowledgeOff)
        const { path, replace } = request.query as z.infer<typeof query>
        const before = await findDocumentAt(database.db, path)
        const ifMatch = (request.headers as { readonly 'if-match'?: string })['if-match']
        const etag = before === null ? '' : writeEtag(toDocumentBody(before, knowledge.ownerOf))
        // Nothing that lies there has any tag, not even `*` (RFC 9110, section 13.1.1).
        if (ifMatch !== undefined && (before === null || !mayWrite(ifMatch, etag))) return sendProblem(reply, changed)
        const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        const outcome = await knowledge.addFile({ path, bytes, isReplacing: replace === 'true' })
        if (outcome.kind !== 'placed') return sendProblem(reply, toProblem(outcome, maxFileBytes))
        const document = await findDocumentAt(database.db, outcome.path)
        if (document === null) return sendProblem(reply, notRead)
        const action = outcome.isNew ? 'document.add' : 'document.replace'
        const target = `document:${document.id}`
        const entry = { actor: actorOf(request), action, target, before: toFacts(before), after: toFacts(document) }
        await database.transaction(tx => recordAudit(tx, entry, clock.now()))
        const body = toDocumentBody(document, knowledge.ownerOf)
        return reply
          .code(outcome.isNew ? 201 : 200)
          .header('etag', writeEtag(body))
          .send(body)
      },
    })
  })
}

function toFacts(document: IndexedDocument | null) {
  return document === null ? null : { path: document.path, bytes: document.bytes, state: document.state }
}

const changed: Problem = {
  status: 412,
  code: 'document.changed',
  detail: 'The document at this path is not the one that you read. Read it again and repeat your change.',
}

const notRead: Problem = {
  status: 409,
  code: 'document.gone',
  detail: 'The file was taken away again before it was read.',
}

function toProblem(outcome: Exclude<FileAdded, { kind: 'placed' }>, maxFileBytes: number): Problem {
  if (outcome.kind === 'exists') {
    const detail = 'A document lies there already. Send `replace=true` to replace it.'
    return { status: 409, code: 'document.exists', detail }
  }
  if (outcome.because === 'too-large') {
    const limit = (maxFileBytes / 1024 / 1024).toFixed(1)
    const detail = `Files may have ${limit} MB (rag.max_file_megabytes). Split it, or raise that setting.`
    return { status: 413, code: 'document.too_large', detail }
  }
  return { status: 422, ...refusals[outcome.because] }
}

const refusals = {
  path: {
    code: 'document.bad_path',
    detail: 'Name it by letters that every system knows, below the folder of the documents, not hidden.',
  },
  'file-type': {
    code: 'document.unknown_kind',
    detail: 'Files of this kind are not read. Save it as .md, .txt, .html, .pdf, .docx, .csv or .xlsx.',
  },
  empty: { code: 'document.empty', detail: 'The file is empty.' },
  foreign: {
    code: 'document.of_another_playbook',
    detail:
      'A folder with the name of a playbook is for the bots of that one, and none speaks by it. Add such a bot first.',
  },
} as const
