import { Tooltip } from '@mantine/core'
import { Ban, Check, CircleAlert, CircleHelp, Clock, Hourglass, LoaderCircle, type LucideIcon } from 'lucide-react'
import type { ReactElement } from 'react'
import type { Message } from '../../../../api/index.ts'
import { useWords } from '../../../../words/index.ts'
import { inboxWords } from '../../words.ts'
import classes from '../thread.module.css'

type Delivery = Message['delivery'][number]
type Shown = Delivery['state'] | 'held'

// The worst of its parts is what a person should know of a message.
const gravity: readonly Shown[] = ['failed', 'unknown', 'held', 'queued', 'sending', 'cancelled', 'sent']

const icons: Readonly<Record<Shown, LucideIcon>> = {
  failed: CircleAlert,
  unknown: CircleHelp,
  held: Hourglass,
  queued: Clock,
  sending: LoaderCircle,
  cancelled: Ban,
  sent: Check,
}

// A message that is queued for longer than this waits for the flood budget of its chat.
const heldAfterMs = 5_000

/** What became of a message of ours. */
export function DeliveryMark({
  message,
  now,
}: {
  readonly message: Message
  readonly now: number
}): ReactElement | null {
  const t = useWords(inboxWords)
  const state = worstOf(message, now)
  if (state === null) return null
  const Icon = icons[state]
  const code = message.delivery.find(({ error_code }) => error_code !== null)?.error_code
  return (
    <Tooltip label={code == null ? t(state) : `${t(state)} (${code})`}>
      <span className={classes.delivery} data-state={state}>
        <Icon size={14} role="img" aria-label={t(state)} />
      </span>
    </Tooltip>
  )
}

function worstOf({ delivery, sent_at }: Message, now: number): Shown | null {
  const isOld = now - Date.parse(sent_at) > heldAfterMs
  const states = delivery.map(({ state }): Shown => (state === 'queued' && isOld ? 'held' : state))
  return gravity.find(state => states.includes(state)) ?? null
}
