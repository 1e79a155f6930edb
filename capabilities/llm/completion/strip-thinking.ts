/**
 * Removes what a reasoning model thinks aloud: `<think>…</think>` anywhere, an unclosed `<think>` to the end, and everything up
 * to a lone `</think>`, which is left where the chat template itself opened the thought.
 */
export function stripThinking(text: string): string {
  return text
    .replaceAll(/<(think|thinking)>[\s\S]*?<\/\1>/gi, '')
    .replace(/^[\s\S]*<\/think(?:ing)?>/i, '')
    .replace(/<think(?:ing)?>[\s\S]*$/i, '')
}

/** Whether `text` begins inside a thought: the first mark in it ends one. */
export function beginsInThought(text: string): boolean {
  return /^\/think/i.test(/<(\/?think(?:ing)?>)/i.exec(text)?.[1] ?? '')
}
