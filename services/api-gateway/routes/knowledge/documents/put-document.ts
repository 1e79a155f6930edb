import { z } from 'zod'
import { recordAudit } from '#capabilities/access'
import { type FileAdded, findDocumentAt } from '#capabilities/knowledge'
import { type Problem, problemResponses, sendProblem } from '../../../http/problem.ts'
import { textField } from '../../../http/text-field.ts'
import { actorOf, type RegisterRoute } from '../../../route-context.ts'
import { knowledgeOff } from '../knowledge-problems.ts'
import { documentBody, toDocumentBody } from './document-body.ts'

const query = z.object({
  path: textField(300).describe('Where it lies, from the folder of the documents: `prices.md`, `beauty/prices.xlsx`.'),
  replace: z
    .enum(['true', 'false'])
    .default('false')
    .describe('`true`: a document that lies there already is replaced; `false`: that is a 409.'),
})

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
        consumes: [fileType],
        body: z.unknown().describe('The file.'),
        response: {
          200: documentBody.describe('It was replaced.'),
          201: documentBody.describe('It is new.'),
          ...problemResponses({
            409: 'There is such a document, and `replace` is not `true`; or the knowledge base is turned off.',
            413: 'The file is larger than `rag.max_file_megabytes` allows.',
            415: 'The body is not `application/octet-stream`.',
            422: 'The path leaves the folder or belongs to another playbook, the file is of a kind that is not read, or it is empty.',
          }),
        },
      },
      handler: async (request, reply) => {
        if (knowledge === null) return sendProblem(reply, knowledgeOff)
        const { path, replace } = request.query as z.infer<typeof query>
        const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        const outcome = await knowledge.addFile({ path, bytes, isReplacing: replace === 'true' })
        if (outcome.kind !== 'placed') return sendProblem(reply, toProblem(outcome, maxFileBytes))
        const document = await findDocumentAt(database.db, outcome.path)
        if (document === null) return sendProblem(reply, notRead)
        const action = outcome.isNew ? 'document.add' : 'document.replace'
        const after = { path: document.path, bytes: document.bytes, state: document.state }
        const entry = { actor: actorOf(request), action, target: `document:${document.id}`, before: null, after }
        await database.transaction(tx => recordAudit(tx, entry, clock.now()))
        return reply.code(outcome.isNew ? 201 : 200).send(toDocumentBody(document))
      },
    })
  })
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
    detail: 'A folder with the name of another playbook belongs to that one.',
  },
} as const
