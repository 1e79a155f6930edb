import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { AppError } from '#shared/utils'

const wordsSchema = z.strictObject({ ru: z.string().min(1), en: z.string().min(1) })
/** The same words in each language we speak by ourselves; other languages get English. */
export type Words = z.infer<typeof wordsSchema>

const linesSchema = z.strictObject({
  greeting: wordsSchema.describe('The first answer without a model, and the answer to /start.'),
  noted: wordsSchema.describe('Any later answer without a model.'),
  help: wordsSchema,
  privacy: wordsSchema,
  stopped: wordsSchema.describe('The answer to /stop.'),
  welcome_back: wordsSchema.describe('The answer to /start after /stop.'),
  human_called: wordsSchema.describe('The client asked for a human.'),
  trouble: wordsSchema.describe('Answering failed again and again; a human is called.'),
})
export type PlaybookLines = z.infer<typeof linesSchema>

/** The owner's words: who speaks, and what is said without a model. Data, never code. */
export interface Playbook {
  readonly name: string
  /** The beginning of every prompt. */
  readonly persona: string
  readonly lines: PlaybookLines
}

/** Reads `playbooks/<name>/`. Throws `playbook.invalid` naming the file and the place, with the cure in `public`. */
export function readPlaybook(playbooksFolder: string, name: string): Playbook {
  const folder = join(playbooksFolder, name)
  return {
    name,
    persona: readWords(join(folder, 'persona.md')).trim(),
    lines: parseLines(join(folder, 'lines.yaml')),
  }
}

function parseLines(path: string): PlaybookLines {
  const result = linesSchema.safeParse(parseYaml(path))
  if (result.success) return result.data
  const faults = result.error.issues.map(issue => `${issue.path.join('.') || 'file'}: ${issue.message}`)
  throw invalid(path, faults.join('; '))
}

function parseYaml(path: string): unknown {
  const text = readWords(path)
  try {
    return parse(text)
  } catch (error) {
    throw invalid(path, error instanceof Error ? error.message : 'not YAML', error)
  }
}

function readWords(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw invalid(path, 'the file cannot be read', error)
  }
}

function invalid(path: string, what: string, cause?: unknown): AppError {
  const message = `${path}: ${what}`
  const cure = 'Mend the file or choose another playbook in business.playbook.'
  return new AppError('playbook.invalid', message, { cause, public: `${message}. ${cure}` })
}
