import { z } from 'zod'
import { type DialogueState, parseDialogueState, type ReplyDecision } from '../../agent/index.ts'

const contentSchema = z.object({
  texts: z.array(
    z.object({
      markdown: z.string(),
      buttons: z.array(z.array(z.object({ text: z.string(), data: z.string() }))).optional(),
    }),
  ),
  language: z.string(),
  /** As it is written into the table of states. */
  state: z.string().nullable(),
  claims: z.array(z.object({ kind: z.string(), claim: z.string(), source: z.string() })),
})

/** What becomes true when a held reply is sent after all: its words, what they state, and what is kept in mind then. */
export interface HeldContent {
  readonly texts: readonly { readonly markdown: string; readonly buttons?: ButtonRows | undefined }[]
  readonly language: string
  readonly state: DialogueState | null
  readonly claims: readonly { readonly kind: string; readonly claim: string; readonly source: string }[]
}

type ButtonRows = { text: string; data: string }[][]

export function writeHeldContent({ texts, language, state, claims }: ReplyDecision): string {
  const said = texts.map(({ markdown, buttons }) => ({ markdown, buttons }))
  return JSON.stringify({ texts: said, language, state: state === null ? null : JSON.stringify(state), claims })
}

/** Throws for what this module has not written. */
export function readHeldContent(json: string): HeldContent {
  const { state, ...content } = contentSchema.parse(JSON.parse(json))
  return { ...content, state: state === null ? null : parseDialogueState(state) }
}
