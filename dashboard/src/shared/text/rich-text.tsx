import { Fragment, type ReactElement } from 'react'
import { parseMarks, type RichPart } from './parse-marks.ts'
import { SafeText } from './safe-text.tsx'

const elements = { strong: 'strong', em: 'em', code: 'code', del: 's' } as const

/** Our own Markdown, as Telegram shows it: bold, italic, struck, code. Everything else, HTML above all, is text. */
export function RichText({ markdown }: { readonly markdown: string }): ReactElement {
  return (
    <>
      {parseMarks(markdown).map(part => (
        <Fragment key={part.at}>{render(part)}</Fragment>
      ))}
    </>
  )
}

function render({ kind, text }: RichPart): ReactElement {
  if (kind === 'text') return <SafeText text={text} />
  const Element = elements[kind]
  return (
    <Element>
      <SafeText text={text} />
    </Element>
  )
}
