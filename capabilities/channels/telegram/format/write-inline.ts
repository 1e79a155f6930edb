import type { MarkedToken, Token, Tokens } from 'marked'
import { isAllowedLink } from './is-allowed-link.ts'
import type { TextWriter } from './text-writer.ts'

/** Writes the tokens of one run of text with its emphasis, code and links. HTML is text. */
export function writeInline(writer: TextWriter, tokens: readonly Token[]): void {
  for (const token of tokens) writeToken(writer, token as MarkedToken)
}

function writeToken(writer: TextWriter, token: MarkedToken): void {
  switch (token.type) {
    case 'strong':
      writer.mark({ type: 'bold' }, () => writeInline(writer, token.tokens))
      break
    case 'em':
      writer.mark({ type: 'italic' }, () => writeInline(writer, token.tokens))
      break
    case 'del':
      writer.mark({ type: 'strikethrough' }, () => writeInline(writer, token.tokens))
      break
    case 'codespan':
      writer.mark({ type: 'code' }, () => writer.write(token.text))
      break
    case 'link':
      writeLink(writer, token, token.tokens)
      break
    case 'image':
      writeLink(writer, token, [{ type: 'text', raw: token.text, text: token.text }])
      break
    case 'br':
      writer.write('\n')
      break
    case 'text':
    case 'escape':
      writer.write(token.text)
      break
    default:
      writer.write(token.raw)
  }
}

/** A link that Telegram would not open shows its address, so that nothing the model said is lost. */
function writeLink(writer: TextWriter, link: Tokens.Link | Tokens.Image, label: readonly Token[]): void {
  const url = link.href.replaceAll(' ', '%20')
  if (link.href === '') writer.write(link.raw)
  else if (link.text === '') writer.write(link.href)
  else if (isSelfEvident(link)) writer.write(link.text)
  else if (isAllowedLink(url)) writer.mark({ type: 'text_link', url }, () => writeInline(writer, label))
  else {
    writeInline(writer, label)
    writer.write(` (${link.href})`)
  }
}

/** Telegram makes links of bare addresses by itself. */
function isSelfEvident({ href, text }: Tokens.Link | Tokens.Image): boolean {
  return href === text || href === `mailto:${text}` || href === `http://${text}`
}
