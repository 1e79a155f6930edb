import { Drawer } from '@mantine/core'
import { useLocalStorage, useMediaQuery } from '@mantine/hooks'
import { type ReactElement, type RefObject, useEffect, useState } from 'react'
import { useMay } from '../../session/index.ts'
import { useWords } from '../../words/index.ts'
import classes from './inbox.module.css'
import { SidePanel } from './side/side-panel.tsx'
import { Thread } from './thread/thread.tsx'
import { useDialogue } from './thread/use-dialogue.ts'
import { useToggleHandler } from './thread/use-hand-over.ts'
import { inboxWords } from './words.ts'

interface OpenConversationProps {
  readonly id: number
  readonly isPhone: boolean
  readonly field: RefObject<HTMLTextAreaElement | null>
  /** What the key `t` does while this conversation is open. */
  readonly handOverKey: RefObject<(() => void) | null>
}

/** The conversation that is open, with what is known of its client beside it, or over it where there is no room. */
export function OpenConversation({ id, isPhone, field, handOverKey }: OpenConversationProps): ReactElement {
  const t = useWords(inboxWords)
  const { conversation } = useDialogue(id)
  const isWide = useMediaQuery('(min-width: 75em)', undefined, { getInitialValueInEffect: false }) ?? false
  const [isKept, setKept] = useLocalStorage({
    key: 'dashboard-panel',
    defaultValue: true,
    getInitialValueInEffect: false,
  })
  const [isDrawn, setDrawn] = useState(false)
  const [markedId, setMarkedId] = useState<number | null>(null)
  const { toggle } = useToggleHandler({ id, handler: conversation?.handler ?? 'ai' })
  const mayToggle = useMay('operator') && conversation !== undefined
  useEffect(() => {
    handOverKey.current = mayToggle ? toggle : null
    return () => {
      handOverKey.current = null
    }
  })
  const isBeside = isWide && isKept
  const showMessage = (messageId: number): void => {
    setDrawn(false)
    setMarkedId(messageId)
  }
  const panel = conversation !== undefined && <SidePanel conversation={conversation} showMessage={showMessage} />
  return (
    <div className={classes.open} data-panel={isBeside || undefined}>
      <div className={classes.part}>
        <Thread
          id={id}
          isPhone={isPhone}
          isPanelOpen={isWide ? isKept : isDrawn}
          togglePanel={() => (isWide ? setKept(kept => !kept) : setDrawn(drawn => !drawn))}
          markedId={markedId}
          field={field}
        />
      </div>
      {isBeside && <div className={classes.part}>{panel}</div>}
      {!isWide && (
        <Drawer opened={isDrawn} onClose={() => setDrawn(false)} position="right" size={360} title={t('details')}>
          {panel}
        </Drawer>
      )}
    </div>
  )
}
