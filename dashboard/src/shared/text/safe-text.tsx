import type { ReactElement } from 'react'
import classes from './safe-text.module.css'

/** Words of clients and models: shown as text, with their line breaks; only http and https addresses are links. */
export function SafeText({ text }: { readonly text: string }): ReactElement {
  return (
    <span className={classes.text}>
      {splitLinks(text).map(({ at, part, isLink }) =>
        isLink ? (
          <a key={at} href={part} target="_blank" rel="noopener noreferrer nofollow">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </span>
  )
}

export interface TextPart {
  /** Where it begins. */
  readonly at: number
  readonly part: string
  readonly isLink: boolean
}

// Punctuation at the end belongs to the sentence, not to the address.
const address = /https?:\/\/[^\s<>"']*[^\s<>"'.,:;!?)\]}»”]/giu

/** Cuts a text into addresses and what stands between them. Pure. */
export function splitLinks(text: string): readonly TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const { 0: link, index } of text.matchAll(address)) {
    if (index > end) parts.push({ at: end, part: text.slice(end, index), isLink: false })
    parts.push({ at: index, part: link, isLink: true })
    end = index + link.length
  }
  if (end < text.length) parts.push({ at: end, part: text.slice(end), isLink: false })
  return parts
}
