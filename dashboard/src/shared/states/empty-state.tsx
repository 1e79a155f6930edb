import { Inbox } from 'lucide-react'
import type { ReactElement } from 'react'
import { Notice, type NoticeProps } from './notice.tsx'

/** Nothing is there yet: says what will come here, and how. */
export function EmptyState(props: Omit<NoticeProps, 'icon'> & Partial<Pick<NoticeProps, 'icon'>>): ReactElement {
  return <Notice icon={Inbox} {...props} />
}
