import type { ReactElement } from 'react'
import type { Message } from '../../../../api/index.ts'
import { RichText, SafeText } from '../../../../shared/index.ts'

/** The words of a message: of the client as they were typed, of the business with its marks. */
export function MessageWords({ message: { role, text } }: { readonly message: Message }): ReactElement {
  return role === 'user' ? <SafeText text={text} /> : <RichText markdown={text} />
}
