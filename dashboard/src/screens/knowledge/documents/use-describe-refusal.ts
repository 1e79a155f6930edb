import { isProblem } from '../../../api/index.ts'
import { useDescribeError } from '../../../shared/index.ts'
import { useFormat, useWords } from '../../../words/index.ts'
import { knowledgeWords } from '../words.ts'
import { formatBytes } from './format-bytes.ts'

/** Why a file was not taken, and what to do about it. */
export function useDescribeRefusal(maxFileBytes: number): (error: Error) => string {
  const t = useWords(knowledgeWords)
  const format = useFormat()
  const describe = useDescribeError()
  return error => {
    if (!isProblem(error)) return describe(error)
    if (error.status === 413) return t('tooLarge', { size: formatBytes(maxFileBytes, format) })
    switch (error.code) {
      case 'document.bad_path':
        return t('badName')
      case 'document.unknown_kind':
        return t('badKind')
      case 'document.empty':
        return t('isEmpty')
      default:
        return describe(error)
    }
  }
}
