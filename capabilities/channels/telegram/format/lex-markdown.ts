import { Marked, type Token, type TokenizerThis, type Tokens } from 'marked'
import { isAllowedLink } from './is-allowed-link.ts'

/** Parses GitHub-flavoured markdown as messengers mean it: a line break is a line break. */
export function lexMarkdown(markdown: string): readonly Token[] {
  return parser.lexer(markdown)
}

const parser = new Marked({
  gfm: true,
  breaks: true,
  tokenizer: {
    // "~5–~10 min" is about a quantity: only two tildes strike out. False hands over to the parser's own rule.
    del: source => (source.startsWith('~~') ? false : undefined),
    // "5*6*7" is a product: its stars are not emphasis.
    emStrong: (source, _masked, before = '') => (/\d/.test(before) && /^\*+\d/.test(source) ? undefined : false),
    // "Total: 5\n---" means a line under the text, not a heading of all that stands above it.
    lheading: () => undefined,
    // Replaced by the extension below.
    def: () => undefined,
  },
  extensions: [{ name: 'paragraph', level: 'block', tokenizer: readDefinition }],
})

/**
 * `[1]: https://example.com` makes links of every `[1]` and stays in the text: the parser's own rule would swallow it, and
 * with it every "[Important]: call" that only looks like a definition.
 */
function readDefinition(this: TokenizerThis, source: string): Tokens.Paragraph | undefined {
  const definition = /^ {0,3}\[([^\]\n]+)\]: *(\S+)[^\n]*(?:\n+|$)/.exec(source)
  if (definition === null) return undefined
  const [raw, label = '', url = ''] = definition
  if (!isAllowedLink(url)) return undefined
  this.lexer.tokens.links[label.toLowerCase().replaceAll(/\s+/g, ' ')] ??= { href: url, title: null }
  const text = raw.trimEnd()
  return { type: 'paragraph', raw, text, tokens: [{ type: 'text', raw: text, text }] }
}
