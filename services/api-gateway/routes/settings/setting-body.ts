import { z } from 'zod'
import type { Place, SettingState } from '#shared/config'

const ownerSections = [
  'ai_server',
  'asr_server',
  'backup',
  'business',
  'calendar',
  'conversation',
  'google_calendar',
  'meeting_summary',
  'media',
  'memory',
  'owner',
  'rag',
  'rate_limiting',
  'reports',
  'sales_flow',
  'secretary',
  'telegram',
  'tts_server',
] as const

// Where a bot hears and which server it trusts belong to whoever runs the machine, as do the place of the backups and the words that
// open them; a token has a place of its own.
const ofTheMachine = /^telegram\.(bot_token|api_root|mode|webhook_\w+)$|^backup\.(folder|passphrase)$|_(file|path)$/

/** Whether a person may change it in the dashboard. What decides how this machine runs is changed in its files only. */
export function isEditable({ key }: Pick<SettingState, 'key'>): boolean {
  const [section] = key.split('.')
  return ownerSections.some(name => name === section) && !ofTheMachine.test(key)
}

export const settingBody = z
  .object({
    key: z.string().describe('As in config.yaml, with dots.'),
    variable: z.string().describe('The variable of .env and the environment that decides it.'),
    meaning: z.string(),
    allowed: z.string().describe('What may be written, in words.'),
    range: z
      .object({ min: z.number(), max: z.number() })
      .nullable()
      .describe('The least and the most that a number may be, both included; null: it is no number.'),
    secret: z.boolean().describe('True: the value is shown to nobody.'),
    value: z.string().nullable().describe('Null: nothing, or a secret.'),
    is_set: z.boolean().describe('Whether there is a value, also a secret one.'),
    default: z.string().nullable(),
    source: z
      .enum(['default', 'config', 'dotenv', 'environment'])
      .describe('What decides it: the default, config.yaml, the .env beside it, or a variable of the environment.'),
    place: z.string().nullable().describe('File and line, or the variable; null: written nowhere.'),
    editable: z.boolean().describe('False: it is changed in the files or the environment only.'),
  })
  .meta({ id: 'Setting' })

export function toSettingBody(state: SettingState): z.infer<typeof settingBody> {
  const { key, variable, meaning, allowed, range, isSecret, value, isSet, fallback, place } = state
  const source = sourceOf(place)
  return {
    ...{ key, variable, meaning, allowed, range, secret: isSecret, value, is_set: isSet, default: fallback, source },
    place: describePlace(place),
    editable: isEditable(state) && source !== 'environment',
  }
}

function sourceOf(place: Place | null): z.infer<typeof settingBody>['source'] {
  if (place === null) return 'default'
  if (place.kind === 'environment') return 'environment'
  return place.file.endsWith('.env') ? 'dotenv' : 'config'
}

function describePlace(place: Place | null): string | null {
  if (place === null) return null
  return place.kind === 'environment' ? place.variable : `${place.file}:${place.line}`
}
