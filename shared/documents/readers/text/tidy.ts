/** One line, single spaces, no soft hyphens or zero-width characters (pages and office files are full of them). */
export function tidyLine(text: string): string {
  return tidyText(text).replaceAll('\n', ' ')
}

/** The same for text whose line breaks mean something: lines trimmed, empty ones dropped. */
export function tidyText(text: string): string {
  return text
    .replaceAll(/[\u00AD\u200B\u200C\u2060\u2063\uFEFF]/g, '')
    .split('\n')
    .map(line => line.replaceAll(/\s+/g, ' ').trim())
    .filter(line => line !== '')
    .join('\n')
}
