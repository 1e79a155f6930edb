import { BookOpen, ChartNoAxesColumn, FlaskConical, Inbox, type LucideIcon, Settings, Users } from 'lucide-react'
import type { appWords } from './words.ts'

export interface ScreenLink {
  readonly to: '/inbox/{-$id}' | '/leads' | '/playground' | '/knowledge' | '/analytics' | '/settings/{-$part}'
  /** The beginning of every address of the screen. */
  readonly prefix: string
  readonly word: keyof (typeof appWords)['en'] &
    ('inbox' | 'leads' | 'playground' | 'knowledge' | 'analytics' | 'settings')
  readonly icon: LucideIcon
}

/** What the navigation offers, in order. On a phone the first four stand in the bar, the others under “More”. */
export const screens: readonly ScreenLink[] = [
  { to: '/inbox/{-$id}', prefix: '/inbox', word: 'inbox', icon: Inbox },
  { to: '/leads', prefix: '/leads', word: 'leads', icon: Users },
  { to: '/knowledge', prefix: '/knowledge', word: 'knowledge', icon: BookOpen },
  { to: '/analytics', prefix: '/analytics', word: 'analytics', icon: ChartNoAxesColumn },
  { to: '/playground', prefix: '/playground', word: 'playground', icon: FlaskConical },
  { to: '/settings/{-$part}', prefix: '/settings', word: 'settings', icon: Settings },
]
