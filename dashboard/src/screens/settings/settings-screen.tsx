import { Grid, NavLink, Select, Stack } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import {
  Bot,
  BrainCircuit,
  FileText,
  Gauge,
  HeartPulse,
  KeyRound,
  ListTree,
  ScrollText,
  Users,
  Webhook,
} from 'lucide-react'
import type { ReactElement } from 'react'
import { useMay } from '../../session/index.ts'
import { Notice, Page, sharedWords } from '../../shared/index.ts'
import { useWords } from '../../words/index.ts'
import { AuditPart } from './parts/audit-part.tsx'
import { BotsPart } from './parts/bots-part.tsx'
import { HealthPart } from './parts/health-part.tsx'
import { KeysPart } from './parts/keys-part.tsx'
import { LimitsPart } from './parts/limits-part.tsx'
import { ModelPart } from './parts/model-part.tsx'
import { OptionsPart } from './parts/options/options-part.tsx'
import { PlaybookPart } from './parts/playbook/playbook-part.tsx'
import { TeamPart } from './parts/team-part.tsx'
import { WebhooksPart } from './parts/webhooks/webhooks-part.tsx'
import { partWords } from './words.ts'

const parts = [
  { name: 'bots', icon: Bot, Part: BotsPart },
  { name: 'playbook', icon: FileText, Part: PlaybookPart },
  { name: 'model', icon: BrainCircuit, Part: ModelPart },
  { name: 'team', icon: Users, Part: TeamPart },
  { name: 'keys', icon: KeyRound, Part: KeysPart },
  { name: 'webhooks', icon: Webhook, Part: WebhooksPart },
  { name: 'limits', icon: Gauge, Part: LimitsPart },
  { name: 'health', icon: HeartPulse, Part: HealthPart },
  { name: 'options', icon: ListTree, Part: OptionsPart },
  { name: 'audit', icon: ScrollText, Part: AuditPart },
] as const

export function SettingsScreen(): ReactElement {
  const t = useWords(partWords)
  const shared = useWords(sharedWords)
  const mayChange = useMay('admin')
  const navigate = useNavigate()
  const { part } = useParams({ from: '/settings/{-$part}' })
  const isDesk = useMediaQuery('(min-width: 48em)', undefined, { getInitialValueInEffect: false }) ?? true
  const { name, Part } = parts.find(({ name: known }) => known === part) ?? parts[0]
  if (!mayChange) {
    return (
      <Page title={t('title')}>
        <Notice icon={KeyRound} title={shared('forbidden')} text={shared('forbiddenText')} />
      </Page>
    )
  }
  return (
    <Page title={t('title')}>
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, sm: 3 }}>
          {isDesk ? (
            <Stack component="nav" gap={2} aria-label={t('sections')}>
              {parts.map(({ name: known, icon: Icon }) => (
                <NavLink
                  key={known}
                  component={Link}
                  to={`/settings/${known}`}
                  label={t(known)}
                  leftSection={<Icon size={16} aria-hidden />}
                  active={known === name}
                  {...(known === name && { 'aria-current': 'page' as const })}
                  style={{ borderRadius: 8 }}
                />
              ))}
              <NavLink component={Link} to="/setup" label={t('setup')} style={{ borderRadius: 8 }} />
            </Stack>
          ) : (
            <Select
              aria-label={t('sections')}
              allowDeselect={false}
              value={name}
              data={parts.map(({ name: value }) => ({ value, label: t(value) }))}
              onChange={value => void navigate({ to: '/settings/{-$part}', params: { part: value ?? name } })}
            />
          )}
        </Grid.Col>
        <Grid.Col span={{ base: 12, sm: 9 }}>
          <Part />
        </Grid.Col>
      </Grid>
    </Page>
  )
}
