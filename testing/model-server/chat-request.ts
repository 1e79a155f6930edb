import { z } from 'zod'

const partSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('image_url'), image_url: z.object({ url: z.string() }) }),
])

interface ChatMessage {
  readonly role: 'system' | 'developer' | 'user' | 'assistant' | 'tool'
  readonly content: string | null
  /** Data URLs, where there are any. */
  readonly pictures?: readonly string[]
}

/** Words as they are, or in parts among pictures: the words are joined, the pictures stand apart. */
const messageSchema = z
  .object({
    role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
    content: z.union([z.string(), z.array(partSchema).min(1)]).nullable(),
  })
  .transform(({ role, content }): ChatMessage => {
    if (content === null || typeof content === 'string') return { role, content }
    const words = content.flatMap(part => (part.type === 'text' ? [part.text] : []))
    const pictures = content.flatMap(part => (part.type === 'image_url' ? [part.image_url.url] : []))
    return { role, content: words.join('\n'), pictures }
  })

/** What vLLM takes and this server understands; other known fields (tools, penalties, …) are let through unread. */
const chatRequestSchema = z.object({
  model: z.string(),
  messages: z.array(messageSchema).min(1),
  temperature: z.number().min(0).max(2).nullish(),
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
})

/** A chat request as it came over the wire, checked. */
export type ChatRequest = z.infer<typeof chatRequestSchema>

/** The request, or the words of the refusal. */
export type ParsedChatRequest =
  | { readonly kind: 'request'; readonly request: ChatRequest }
  | { readonly kind: 'invalid'; readonly message: string }

export function parseChatRequest(body: unknown): ParsedChatRequest {
  const result = chatRequestSchema.safeParse(body)
  if (result.success) return { kind: 'request', request: result.data }
  const faults = result.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`)
  return { kind: 'invalid', message: `${faults.length} validation error(s): ${faults.join('; ')}` }
}

/** The text of the last user message, or ''. */
export function lastUserText(request: ChatRequest): string {
  return request.messages.findLast(message => message.role === 'user')?.content ?? ''
}

/** The pictures shown in the whole request, as data URLs. */
export function picturesOf(request: ChatRequest): readonly string[] {
  return request.messages.flatMap(({ pictures = [] }) => pictures)
}
