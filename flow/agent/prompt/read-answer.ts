import { z } from 'zod'
import { type ObjectionType, objectionTypes, type Playbook } from '#capabilities/sales'
import { trimUnfinished } from './trim-unfinished.ts'

/** A model's answer taken apart: what the client reads, and what the model understood, which nobody reads. */
export interface ModelAnswer {
  readonly reply: string
  readonly facts: ModelFacts | null
}

export interface ModelFacts {
  /** As the model wrote them: to be distrusted by `parseModelSlots`. */
  readonly slots: unknown
  readonly objection: ObjectionType | null
  /** The sources do not hold what the client asked. */
  readonly cannotAnswer: boolean
  readonly wantsHuman: boolean
}

const marker = '@@'

/**
 * Asks for the facts beside the reply, in one and the same answer: a second call would cost the client seconds. They follow the
 * reply, so that streaming shows the reply first and a server without structured output will do.
 */
export function factsInstruction(playbook: Playbook): string {
  const slots = playbook.slots.map(slot => `${slot.name}: ${slot.meaning.en}`)
  return `After your answer write one more line, which the client will not see: ${marker} and a JSON object
{"slots": {"<name>": {"value": "<the client's words>", "confidence": 0.0}}, "objection": null, "cannot_answer": false, "wants_human": false}
- slots: only what the client said in their last message, corrections included. Names: ${slots.join('; ')}
- objection: one of ${objectionTypes.join(', ')}, or null
- cannot_answer: true if they asked something that your sources do not hold
- wants_human: true if they want to talk to a person`
}

const factsSchema = z.object({
  slots: z.unknown().optional(),
  objection: z.enum(objectionTypes).nullable().catch(null).default(null),
  cannot_answer: z.boolean().catch(false).default(false),
  wants_human: z.boolean().catch(false).default(false),
})

/**
 * A reply without the line, or with one that cannot be read, is a reply all the same. Of an answer that was cut off within the reply,
 * what is whole is the reply.
 */
export function readAnswer({
  text,
  isTruncated,
}: {
  readonly text: string
  readonly isTruncated: boolean
}): ModelAnswer {
  const at = findMarker(text)
  if (at === -1) return { reply: isTruncated ? trimUnfinished(dropHalfMarker(text)) : text.trim(), facts: null }
  return { reply: stripFence(text.slice(0, at)), facts: parseFacts(text.slice(at + marker.length)) }
}

/** Of an answer that is still being written, the reply so far; its end may be half of the marker. */
export function readBeginning(text: string): string {
  const at = findMarker(text)
  return at === -1 ? text : stripFence(text.slice(0, at))
}

/** The marker at the start of a line, or anywhere when the object follows it at once: models forget line breaks. */
function findMarker(text: string): number {
  const found = /(?:^|\n)[ \t`]*@@|@@\s*(?:```\w*\s*)?\{/.exec(text)
  return found === null ? -1 : found.index + found[0].indexOf(marker)
}

function dropHalfMarker(text: string): string {
  return text.replace(/\n[ \t`]*@\s*$/, '')
}

function stripFence(reply: string): string {
  return reply.replace(/\n?```\w*\s*$/, '').trim()
}

function parseFacts(line: string): ModelFacts | null {
  const json = line.slice(line.indexOf('{'), line.lastIndexOf('}') + 1)
  try {
    const facts = factsSchema.parse(JSON.parse(json))
    return {
      slots: facts.slots,
      objection: facts.objection,
      cannotAnswer: facts.cannot_answer,
      wantsHuman: facts.wants_human,
    }
  } catch {
    return null
  }
}
