import { Grid, NavLink, Select, Stack, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import {
  BellRing,
  Bot,
  BrainCircuit,
  CalendarClock,
  DatabaseBackup,
  FileText,
  Gauge,
  HeartPulse,
  KeyRound,
  ListTree,
  Mic,
  ScrollText,
  Users,
  WandSparkles,
  Webhook,
} from 'lucide-react'
import type { ReactElement } from 'react'
import { useMay } from '../../session/index.ts'
import { Notice, Page, sharedWords } from '../../shared/index.ts'
import { useWords } from '../../words/index.ts'
import { AuditPart } from './parts/audit-part.tsx'
import { BackupsPart } from './parts/backups/backups-part.tsx'
import { backupWords } from './parts/backups/words.ts'
import { BotsPart } from './parts/bots/bots-part.tsx'
import { FollowUpsPart } from './parts/business/follow-ups-part.tsx'
import { HoursPart } from './parts/business/hours-part.tsx'
import { businessWords } from './parts/business/words.ts'
import { HealthPart } from './parts/health-part.tsx'
import { KeysPart } from './parts/keys-part.tsx'
import { LimitsPart } from './parts/limits/limits-part.tsx'
import { ModelPart } from './parts/model-part.tsx'
import { OptionsPart } from './parts/options/options-part.tsx'
import { TeamPart } from './parts/people/team-part.tsx'
import { PlaybookPart } from './parts/playbook/playbook-part.tsx'
import { SpeechPart } from './parts/speech/speech-part.tsx'
import { speechWords } from './parts/speech/words.ts'
import { WebhooksPart } from './parts/webhooks/webhooks-part.tsx'
import { partWords } from './words.ts'

const groups = [
  {
    title: 'assistantGroup',
    parts: [
      { name: 'bots', icon: Bot, Part: BotsPart },
      { name: 'playbook', icon: FileText, Part: PlaybookPart },
      { name: 'hours', icon: CalendarClock, Part: HoursPart },
      { name: 'followUps', icon: BellRing, Part: FollowUpsPart },
      { name: 'model', icon: BrainCircuit, Part: ModelPart },
      { name: 'speech', icon: Mic, Part: SpeechPart },
    ],
  },
  {
    title: 'peopleGroup',
    parts: [
      { name: 'team', icon: Users, Part: TeamPart },
      { name: 'keys', icon: KeyRound, Part: KeysPart },
      { name: 'webhooks', icon: Webhook, Part: WebhooksPart },
      { name: 'audit', icon: ScrollText, Part: AuditPart },
    ],
  },
  {
    title: 'systemGroup',
    parts: [
      { name: 'health', icon: HeartPulse, Part: HealthPart },
      { name: 'backups', icon: DatabaseBackup, Part: BackupsPart },
      { name: 'limits', icon: Gauge, Part: LimitsPart },
      { name: 'options', icon: ListTree, Part: OptionsPart },
    ],
  },
] as const

const parts = groups.flatMap(group => [...group.parts])
type PartName = (typeof parts)[number]['name']

/** `followUps` is `follow-ups` in the address. */
function addressOf(name: PartName): string {
  return name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
}

export function SettingsScreen(): ReactElement {
  const t = useWords(partWords)
  const shared = useWords(sharedWords)
  const mayChange = useMay('admin')
  const navigate = useNavigate()
  const { part } = useParams({ from: '/settings/{-$part}' })
  const isDesk = useMediaQuery('(min-width: 48em)', undefined, { getInitialValueInEffect: false }) ?? true
  const { name, Part } = parts.find(({ name: known }) => addressOf(known) === part) ?? groups[0].parts[0]
  const titleOf = useTitleOf()
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
            <Stack component="nav" gap="md" aria-label={t('sections')}>
              {groups.map(group => (
                <Stack key={group.title} gap={2}>
                  <Text size="xs" fw={600} c="dimmed" px="sm" pb={4}>
                    {t(group.title)}
                  </Text>
                  {group.parts.map(({ name: known, icon: Icon }) => (
                    <NavLink
                      key={known}
                      component={Link}
                      to={`/settings/${addressOf(known)}`}
                      label={titleOf(known)}
                      leftSection={<Icon size={16} aria-hidden />}
                      active={known === name}
                      {...(known === name && { 'aria-current': 'page' as const })}
                      style={{ borderRadius: 8 }}
                    />
                  ))}
                </Stack>
              ))}
              <NavLink
                component={Link}
                to="/setup"
                label={t('setup')}
                leftSection={<WandSparkles size={16} aria-hidden />}
                style={{ borderRadius: 8 }}
              />
            </Stack>
          ) : (
            <Select
              aria-label={t('sections')}
              allowDeselect={false}
              value={name}
              data={groups.map(group => ({
                group: t(group.title),
                items: group.parts.map(({ name: value }) => ({ value, label: titleOf(value) })),
              }))}
              onChange={value => {
                const chosen = parts.find(({ name: known }) => known === value)?.name ?? name
                void navigate({ to: '/settings/{-$part}', params: { part: addressOf(chosen) } })
              }}
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

/** What the sections are called: each has its words beside it. */
function useTitleOf(): (name: PartName) => string {
  const t = useWords(partWords)
  const business = useWords(businessWords)
  const speech = useWords(speechWords)
  const backups = useWords(backupWords)
  return name => {
    switch (name) {
      case 'hours':
      case 'followUps':
        return business(name)
      case 'speech':
        return speech(name)
      case 'backups':
        return backups(name)
      default:
        return t(name)
    }
  }
}
