import { type Meanings, readMeanings } from './read-meanings.ts'

/**
 * A yes or a no to whatever was asked. Null when the message is neither («когда?», "I know"), asks itself («да?»), or says both
 * («и да и нет»). «хорошо, не надо» is a no: hesitant agreement yields.
 */
export function readAnswer(text: string): 'yes' | 'no' | null {
  return answerIn(readMeanings(text))
}

export function answerIn({ found }: Meanings): 'yes' | 'no' | null {
  const said = new Set(found.filter(phrase => !phrase.isWholeQuestion).map(phrase => phrase.meaning))
  if (said.has('yes') && said.has('no')) return null
  if (said.has('no')) return 'no'
  return said.has('yes') || said.has('maybe-yes') ? 'yes' : null
}
