const maxContainers = 16
const maxEmphasisMarkers = 1000
const maxLinkOpeners = 200

const deepContainers = new RegExp(`^(?:[ \\t]*(?:>|(?:[-+*]|\\d{1,9}[.)])(?=[ \\t]))){${maxContainers + 1}}`, 'm')

/**
 * True for markdown that no writer means and that costs the parser seconds or its stack: a client can ask the model to repeat
 * `[a](` a thousand times, and the parser is cubic there (4 kB took 4 s). Such text is sent as it stands.
 */
export function isTangled(markdown: string): boolean {
  if (deepContainers.test(markdown)) return true
  return markdown.split(/\n[ \t]*\n/).some(isTangledBlock)
}

// The parser's cost grows within one block, so many honest blocks are no reason to give up.
function isTangledBlock(block: string): boolean {
  if (block.length < maxLinkOpeners) return false
  return count(block, /[*_~]/g) > maxEmphasisMarkers || count(block, /\]\(/g) > maxLinkOpeners
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
