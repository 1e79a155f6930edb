import { useEffect, useEffectEvent } from 'react'

export interface InboxActions {
  /** Opens the next conversation of the list, or the one before. */
  readonly step: (by: 1 | -1) => void
  readonly reply: () => void
  readonly handOver: () => void
  readonly search: () => void
  readonly help: () => void
}

/** The keys of the inbox, by their place on the keyboard: they work with Russian letters, too. Not while one types, nor in a dialog. */
export function useInboxKeys(actions: InboxActions): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    if (event.key === 'Escape' && isTyping(event.target)) return event.target.blur()
    if (isTyping(event.target) || document.querySelector('[role=dialog]') !== null) return
    const act = chooseAction(event, actions)
    if (act === null) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKey(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

function chooseAction({ code, key, shiftKey }: KeyboardEvent, actions: InboxActions): (() => void) | null {
  if (key === '?' || (code === 'Slash' && shiftKey)) return actions.help
  if (shiftKey) return null
  switch (code) {
    case 'KeyJ':
      return () => actions.step(1)
    case 'KeyK':
      return () => actions.step(-1)
    case 'KeyR':
      return actions.reply
    case 'KeyT':
      return actions.handOver
    case 'Slash':
      return actions.search
    default:
      return null
  }
}

function isTyping(target: EventTarget | null): target is HTMLElement {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
}
