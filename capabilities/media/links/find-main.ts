/** What a page calls itself, as HTML; empty where it does not. */
export function findTitle(html: string): string {
  return cutElement(html, 'title') ?? ''
}

/** The part of a page that it marks as its own words, or else its body. */
export function findMain(html: string): string {
  return cutElement(html, 'main') ?? cutElement(html, 'article') ?? cutElement(html, 'body') ?? html
}

// By searching, not by one expression over it all: a page may be written to make that slow.
function cutElement(html: string, name: string): string | null {
  const open = new RegExp(`<${name}(?=[\\s>])`, 'i').exec(html)
  if (open === null) return null
  const start = html.indexOf('>', open.index)
  if (start < 0) return null
  const end = html.toLowerCase().indexOf(`</${name}`, start)
  return end < 0 ? html.slice(start + 1) : html.slice(start + 1, end)
}
