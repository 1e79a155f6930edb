/**
 * Puts what clients, documents and earlier talk say between tags, as data. Nothing inside can open or close a fence: a bracket that
 * begins one of our tags is replaced, not taken out, because what is left of a text that was cut may close to a tag again.
 */
export function fence(
  tag: 'passages' | 'known' | 'earlier' | 'quoted' | 'forwarded' | 'attached',
  text: string,
): string {
  const own = /<(?=\s*\/?\s*(?:passages|known|earlier|quoted|forwarded|attached)\b)/gi
  return `<${tag}>\n${text.replaceAll(own, '‹')}\n</${tag}>`
}
