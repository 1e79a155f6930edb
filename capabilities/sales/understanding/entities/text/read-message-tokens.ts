import { rememberLatest } from '../../memory/remember-latest.ts'
import { foldEvenly } from './fold-evenly.ts'
import { hideForeign } from './hide-foreign.ts'
import { readTokens, type Token } from './tokens.ts'

/** The tokens of a message as it was written, without the digits of dates, phones and names: for sums and quantities alike. */
export const readMessageTokens: (text: string) => readonly Token[] = rememberLatest(text =>
  readTokens(hideForeign(foldEvenly(text))),
)
