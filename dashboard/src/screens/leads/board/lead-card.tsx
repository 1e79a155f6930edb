import { ActionIcon, Group, Menu, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { ArrowRightLeft } from 'lucide-react'
import type { ReactElement } from 'react'
import { type Stage, stages, useSayCode } from '../../../sale/index.ts'
import { useFormat, useWords } from '../../../words/index.ts'
import { FitBadge } from '../list/fit-badge.tsx'
import type { LeadRow } from '../list/use-leads.ts'
import { leadsWords } from '../words.ts'
import classes from './leads-board.module.css'

interface Props {
  readonly lead: LeadRow
  readonly mayMove: boolean
  readonly onDrag: (lead: LeadRow | null) => void
  readonly onMove: (lead: LeadRow, to: Stage) => void
}

export function LeadCard({ lead, mayMove, onDrag, onMove }: Props): ReactElement {
  const t = useWords(leadsWords)
  const format = useFormat()
  const say = useSayCode()
  const name = lead.name ?? t('unnamed', { id: lead.id })
  return (
    <li
      className={classes.card}
      draggable={mayMove}
      onDragStart={event => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', name)
        onDrag(lead)
      }}
      onDragEnd={() => onDrag(null)}
    >
      <Group justify="space-between" wrap="nowrap" gap="xs" align="flex-start">
        <Link to="/leads/$id" params={{ id: String(lead.id) }} className={classes.name} draggable={false}>
          {name}
        </Link>
        {mayMove && <StageMenu lead={lead} name={name} onMove={onMove} />}
      </Group>
      {lead.contact !== null && (
        <Text size="sm" c="dimmed" truncate>
          {lead.contact}
        </Text>
      )}
      <Group justify="space-between" mt={8} wrap="nowrap">
        <FitBadge score={lead.fit_score} />
        <Text size="xs" c="dimmed" truncate>
          {say(lead.source)} · {format.brief(lead.updated_at)}
        </Text>
      </Group>
    </li>
  )
}

/** The same as dragging, for keyboards, readers and thumbs. */
function StageMenu({ lead, name, onMove }: Pick<Props, 'lead' | 'onMove'> & { readonly name: string }): ReactElement {
  const t = useWords(leadsWords)
  const say = useSayCode()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('moveLead', { name })} size="md" className={classes.menu}>
          <ArrowRightLeft size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('moveTo')}</Menu.Label>
        {stages.map(stage => (
          <Menu.Item key={stage} disabled={stage === lead.stage} onClick={() => onMove(lead, stage)}>
            {say(stage)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
