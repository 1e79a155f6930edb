/**
 * Puts what clients, documents and earlier talk say between tags, as data. Nothing inside can open or close a fence: a bracket that
 * begins one of our tags is replaced, not taken out, because what is left of a text that was cut may close to a tag again.
 */
export function fence(tag: 'passages' | 'known' | 'earlier', text: string): string {
  return `<${tag}>\n${text.replaceAll(/<(?=\s*\/?\s*(?:passages|known|earlier)\b)/gi, '‹')}\n</${tag}>`
}
