import { Tooltip } from '@mantine/core'
import { Ban, Check, CircleAlert, CircleHelp, Clock, Hourglass, LoaderCircle, type LucideIcon } from 'lucide-react'
import type { ReactElement } from 'react'
import type { Message } from '../../../../api/index.ts'
import { useFormat, useWords } from '../../../../words/index.ts'
import { inboxWords } from '../../words.ts'
import classes from '../thread.module.css'
import { type Delivery, worstDelivery } from './worst-delivery.ts'

const icons: Readonly<Record<Delivery, LucideIcon>> = {
  failed: CircleAlert,
  unknown: CircleHelp,
  held: Hourglass,
  queued: Clock,
  sending: LoaderCircle,
  cancelled: Ban,
  sent: Check,
}

interface DeliveryProps {
  readonly message: Message
}

/** What became of a message of ours, as a small sign. */
export function DeliveryMark({ message }: DeliveryProps): ReactElement | null {
  const t = useWords(inboxWords)
  const worst = worstDelivery(message)
  if (worst === null) return null
  const Icon = icons[worst.state]
  return (
    <Tooltip label={t(worst.state)}>
      <span className={classes.delivery} data-state={worst.state}>
        <Icon size={14} role="img" aria-label={t(worst.state)} />
      </span>
    </Tooltip>
  )
}

const cures = { failed: 'failedCure', unknown: 'unknownCure', held: 'heldCure', cancelled: 'cancelledCure' } as const

/** What somebody should know of a message that has not arrived as usual, and do about it; nothing for all others. */
export function DeliveryNote({ message }: DeliveryProps): ReactElement | null {
  const t = useWords(inboxWords)
  const { second } = useFormat()
  const worst = worstDelivery(message)
  if (worst === null || !isTrouble(worst.state)) return null
  return (
    <span className={classes.trouble} data-state={worst.state}>
      {t(cures[worst.state], { until: worst.heldUntil === null ? '' : second(worst.heldUntil) })}
      {worst.code !== null && <code> {worst.code}</code>}
    </span>
  )
}

function isTrouble(state: Delivery): state is keyof typeof cures {
  return Object.hasOwn(cures, state)
}
