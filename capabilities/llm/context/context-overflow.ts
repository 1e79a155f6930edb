/** A server's refusal of a prompt that is too long, with what it said of the numbers. */
export interface ContextOverflow {
  readonly contextTokens: number | null
  readonly promptTokens: number | null
}

/**
 * Reads a 400's body. Null when it is about something else. The words are those of vLLM through its versions, OpenAI,
 * llama.cpp and SGLang.
 */
export function parseContextOverflow(body: string): ContextOverflow | null {
  if (!/context (length|size|window)|maximum model length|context_length_exceeded/i.test(body)) return null
  return {
    contextTokens: findNumber(body, /(?:maximum context length|maximum model length|context size)\D{0,12}(\d+)/i),
    promptTokens: findNumber(body, /(\d+) (?:tokens? )?(?:in the messages|input tokens)|resulted in (\d+) tokens/i),
  }
}

function findNumber(text: string, pattern: RegExp): number | null {
  const match = pattern.exec(text)
  const digits = match?.[1] ?? match?.[2]
  return digits === undefined ? null : Number(digits)
}
