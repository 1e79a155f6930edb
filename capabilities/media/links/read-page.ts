import { isPublicAddress } from '#shared/utils'
import { readDocument } from '../documents/read-document.ts'
import { decodePage } from './decode-page.ts'
import { findMain, findTitle } from './find-main.ts'
import { type Answer, getOnce } from './get-once.ts'
import { mayFollow } from './may-follow.ts'
import type { PageLimits, PageOutcome } from './page-outcome.ts'

const maxRedirects = 3

/**
 * Reads the page behind a link that a stranger sent: its title and main text. Goes to the internet at large only, whatever names,
 * redirects and name servers say; over http and https, to the ports allowed; without cookies. Never rejects.
 */
export async function readPage(link: string, limits: PageLimits): Promise<PageOutcome> {
  const timeout = new AbortController()
  const stopTimer = limits.clock.after(limits.timeoutMs, () => timeout.abort())
  const signal = AbortSignal.any([limits.signal, timeout.signal])
  try {
    const answer = await follow(link, limits, signal)
    const outcome = answer.kind === 'page' ? await readAnswer(answer, limits, signal) : unread(answer.code)
    return limits.signal.aborted ? { kind: 'cancelled' } : outcome
  } finally {
    stopTimer()
  }
}

type LastAnswer = Exclude<Answer, { kind: 'moved' }>

/** At every step the address is judged anew, and connected to as judged. */
async function follow(link: string, limits: PageLimits, signal: AbortSignal): Promise<LastAnswer> {
  const mayConnect = limits.mayConnect ?? isPublicAddress
  let target = parseUrl(link)
  for (let step = 0; step <= maxRedirects; step++) {
    if (target === null || !mayFollow(target, limits.ports)) return { kind: 'none', code: 'link.unsafe' }
    const answer = await getOnce(target, mayConnect, signal)
    if (answer.kind !== 'moved') return answer
    target = parseUrl(answer.location, target)
  }
  return { kind: 'none', code: 'link.too_many_redirects' }
}

function parseUrl(text: string, base?: URL): URL | null {
  return URL.canParse(text, base?.href) ? new URL(text, base) : null
}

async function readAnswer(
  { contentType, bytes, isCut }: Extract<Answer, { kind: 'page' }>,
  limits: PageLimits,
  signal: AbortSignal,
): Promise<PageOutcome> {
  const source = decodePage(bytes, contentType)
  const isHtml = !/^text\/plain/i.test(contentType)
  // The title comes as the outermost heading.
  const main = Buffer.from(isHtml ? `<h1>${findTitle(source)}</h1>${findMain(source)}` : source)
  const claims = { fileName: isHtml ? 'page.html' : 'page.txt', mimeType: null }
  const { maxCharacters, timeoutMs, clock } = limits
  const read = await readDocument(main, claims, { maxCharacters, maxPages: 1, timeoutMs, clock, signal })
  if (read.kind === 'cancelled') return unread('link.timeout')
  if (read.kind === 'refused') return unread(read.code === 'document.empty' ? 'link.empty' : 'link.not_a_page')
  return { kind: 'read', text: read.text, isCut: isCut || read.isCut }
}

function unread(code: string): PageOutcome {
  return { kind: 'unread', code }
}
