import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'

const nearPx = 80

export interface ThreadScroll {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly onScroll: () => void
  readonly isAtEnd: boolean
  readonly toEnd: () => void
}

/**
 * Keeps a thread where the reader left it: at the end while they are at the end, else on the same message, also when older ones
 * come in above it. `newestKey` and `oldestKey` name what is shown last and first; `nearTop` is called when the beginning is near.
 */
export function useScroll(newestKey: string, oldestKey: string | number, nearTop: () => void): ThreadScroll {
  const scroller = useRef<HTMLDivElement>(null)
  const [isAtEnd, setAtEnd] = useState(true)
  const former = useRef({ height: 0, top: 0, isAtEnd: true, oldestKey })
  const toEnd = useCallback(() => {
    const element = scroller.current
    if (element !== null) element.scrollTop = element.scrollHeight
  }, [])
  const onScroll = useCallback(() => {
    const element = scroller.current
    if (element === null) return
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx
    former.current = { ...former.current, top: element.scrollTop, height: element.scrollHeight, isAtEnd: atEnd }
    setAtEnd(atEnd)
    if (element.scrollTop < element.clientHeight) nearTop()
  }, [nearTop])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown has changed when these keys have.
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const { height, top, isAtEnd: wasAtEnd, oldestKey: formerOldest } = former.current
    if (wasAtEnd) element.scrollTop = element.scrollHeight
    else if (formerOldest !== oldestKey) element.scrollTop = top + element.scrollHeight - height
    former.current = { ...former.current, top: element.scrollTop, height: element.scrollHeight, oldestKey }
  }, [newestKey, oldestKey])
  return { scroller, onScroll, isAtEnd, toEnd }
}
