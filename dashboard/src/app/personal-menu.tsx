import { type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Check, CircleUser, Ellipsis, LogOut } from 'lucide-react'
import type { ReactElement } from 'react'
import { call, postLogout } from '../api/index.ts'
import { useNotifyFailure } from '../shared/index.ts'
import { type Language, useLanguage, useWords } from '../words/index.ts'
import classes from './frame.module.css'
import type { ScreenLink } from './screens.ts'
import { appWords } from './words.ts'

interface PersonalMenuProps {
  /** Screens for which the bar has no room. */
  readonly screens: readonly ScreenLink[]
  readonly word: 'account' | 'more'
}

const schemes: readonly MantineColorScheme[] = ['light', 'dark', 'auto']
const languageNames: Readonly<Record<Language, string>> = { en: 'English', ru: 'Русский' }

/** Appearance, language, the way out and, on a phone, the other screens. */
export function PersonalMenu({ screens, word }: PersonalMenuProps): ReactElement {
  const t = useWords(appWords)
  const isMore = word === 'more'
  return (
    <Menu position={isMore ? 'top-end' : 'right-end'} width={220} shadow="md" withinPortal>
      <Menu.Target>
        <button type="button" className={classes.link} aria-label={t(word)}>
          {isMore ? <Ellipsis size={20} aria-hidden /> : <CircleUser size={20} aria-hidden />}
          {isMore && t('more')}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {screens.map(screen => (
          <Menu.Item
            key={screen.prefix}
            leftSection={<screen.icon size={16} aria-hidden />}
            renderRoot={props => <Link to={screen.to} {...props} />}
          >
            {t(screen.word)}
          </Menu.Item>
        ))}
        {screens.length > 0 && <Menu.Divider />}
        <AppearanceItems />
        <Menu.Divider />
        <LanguageItems />
        <Menu.Divider />
        <SignOutItem />
      </Menu.Dropdown>
    </Menu>
  )
}

function AppearanceItems(): ReactElement {
  const t = useWords(appWords)
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <>
      <Menu.Label>{t('appearance')}</Menu.Label>
      {schemes.map(scheme => (
        <Menu.Item key={scheme} onClick={() => setColorScheme(scheme)} rightSection={tick(scheme === colorScheme)}>
          {t(scheme)}
        </Menu.Item>
      ))}
    </>
  )
}

function LanguageItems(): ReactElement {
  const t = useWords(appWords)
  const { language, setLanguage } = useLanguage()
  return (
    <>
      <Menu.Label>{t('language')}</Menu.Label>
      {(['en', 'ru'] as const).map(each => (
        <Menu.Item key={each} lang={each} onClick={() => setLanguage(each)} rightSection={tick(each === language)}>
          {languageNames[each]}
        </Menu.Item>
      ))}
    </>
  )
}

function SignOutItem(): ReactElement {
  const t = useWords(appWords)
  const tellFailure = useNotifyFailure()
  const signOut = async (): Promise<void> => {
    try {
      await call(postLogout())
      // Nothing of this session stays in memory.
      location.assign('/')
    } catch (error) {
      tellFailure(error instanceof Error ? error : new Error(String(error)))
    }
  }
  return (
    <Menu.Item leftSection={<LogOut size={16} aria-hidden />} onClick={() => void signOut()}>
      {t('signOut')}
    </Menu.Item>
  )
}

function tick(isChosen: boolean): ReactElement | null {
  return isChosen ? <Check size={16} aria-hidden /> : null
}
