// What a model writes in a chat, and no more: paragraphs, headings, lists, quotes, code, bold, italic, strike-through, links.
// Text only ever becomes text nodes, and a link only ever http, https, mailto or tel: nothing a message says can run.

/** Renders Markdown to nodes. Unfinished or unknown marks stay as they were written. */
export function renderMarkdown(markdown) {
  const fragment = document.createDocumentFragment()
  const parts = markdown
    .replaceAll('\r\n', '\n')
    .split(/^ {0,3}```([^\n`]*)\n([\s\S]*?)(?:\n {0,3}```[ \t]*$|$(?![\s\S]))/m)
  for (let index = 0; index < parts.length; index += 3) {
    fragment.append(...renderBlocks(parts[index]))
    if (parts[index + 2] !== undefined) fragment.append(element('pre', [element('code', [parts[index + 2]])]))
  }
  return fragment
}

/** Renders plain text: only bare links become links. */
export function renderPlain(text) {
  const fragment = document.createDocumentFragment()
  fragment.append(element('p', renderBareLinks(text)))
  return fragment
}

const lineKinds = [
  ['heading', /^ {0,3}#{1,6} +(.*?)#*$/],
  ['bullet', /^ {0,6}[-*+•] +(.*)$/],
  ['number', /^ {0,6}(\d{1,4})[.)] +(.*)$/],
  ['quote', /^ {0,3}> ?(.*)$/],
  ['blank', /^\s*$/],
]

function renderBlocks(text) {
  const blocks = []
  for (const line of text.split('\n').map(readLine)) {
    const last = blocks.at(-1)
    if (last?.kind === line.kind && line.kind !== 'heading') last.lines.push(line)
    else blocks.push({ kind: line.kind, lines: [line] })
  }
  return blocks.filter(({ kind }) => kind !== 'blank').map(renderBlock)
}

function readLine(line) {
  for (const [kind, pattern] of lineKinds) {
    const match = pattern.exec(line)
    if (match !== null) return { kind, text: match.at(-1) ?? '', number: match[1] }
  }
  return { kind: 'text', text: line }
}

function renderBlock({ kind, lines }) {
  if (kind === 'bullet') return element('ul', lines.map(renderItem))
  if (kind === 'number') {
    const list = element('ol', lines.map(renderItem))
    list.start = Number(lines[0].number)
    return list
  }
  const content = renderInline(lines.map(({ text }) => text).join('\n'))
  if (kind === 'heading') return element('p', [element('strong', content)])
  return element(kind === 'quote' ? 'blockquote' : 'p', content)
}

function renderItem({ text }) {
  return element('li', renderInline(text))
}

// In order of strength: what stands inside code is not looked at again.
const marks = [
  { pattern: /`([^`\n]+)`/, render: ([, code]) => element('code', [code]) },
  {
    pattern: /\[([^\]\n]+)\]\(([^()\s]+(?:\([^()\s]*\)[^()\s]*)*)\)/,
    render: ([all, label, url]) => link(label, url) ?? all,
  },
  { pattern: /\*\*(?=\S)([^\n]*?\S)\*\*/, render: ([, inner]) => element('strong', renderInline(inner)) },
  { pattern: /__(?=\S)([^\n]*?\S)__/, render: ([, inner]) => element('strong', renderInline(inner)) },
  { pattern: /~~(?=\S)([^\n]*?\S)~~/, render: ([, inner]) => element('s', renderInline(inner)) },
  {
    pattern: /(?<![\w*])\*(?=[^\s*])([^*\n]*?[^\s*])\*(?![\w*])/,
    render: ([, inner]) => element('em', renderInline(inner)),
  },
  {
    pattern: /(?<![\p{L}\p{N}_])_(?=[^\s_])([^_\n]*?[^\s_])_(?![\p{L}\p{N}_])/u,
    render: ([, inner]) => element('em', renderInline(inner)),
  },
]

function renderInline(text) {
  const found = marks
    .map(mark => ({ mark, match: mark.pattern.exec(text) }))
    .filter(({ match }) => match !== null)
    .sort((a, b) => a.match.index - b.match.index)[0]
  if (found === undefined) return renderBareLinks(text)
  const { mark, match } = found
  return [
    ...renderBareLinks(text.slice(0, match.index)),
    mark.render(match),
    ...renderInline(text.slice(match.index + match[0].length)),
  ]
}

function renderBareLinks(text) {
  return text
    .split(/(https?:\/\/[^\s<>"'`]*[^\s<>"'`.,:;!?)\]}»])/)
    .map((part, index) => (index % 2 === 1 ? (link(part, part) ?? part) : part))
}

function link(label, url) {
  if (!/^(https?:\/\/|mailto:|tel:)/i.test(url) || !URL.canParse(url)) return null
  const anchor = element('a', label === url ? [label] : renderInline(label))
  anchor.href = url
  anchor.target = '_blank'
  anchor.rel = 'noopener noreferrer nofollow'
  return anchor
}

function element(name, children) {
  const node = document.createElement(name)
  node.append(...children)
  return node
}
