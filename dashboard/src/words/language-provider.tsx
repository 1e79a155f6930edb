import { useLocalStorage } from '@mantine/hooks'
import { createContext, type ReactElement, type ReactNode, use, useEffect, useMemo } from 'react'
import { type Language, languages } from './define-words.ts'

interface LanguageChoice {
  readonly language: Language
  readonly setLanguage: (language: Language) => void
}

const LanguageContext = createContext<LanguageChoice>({ language: 'en', setLanguage: () => {} })

/** The language of the screens: what was chosen here once, else the browser's. */
export function LanguageProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const [chosen, setLanguage] = useLocalStorage<string>({
    key: 'dashboard-language',
    defaultValue: '',
    getInitialValueInEffect: false,
  })
  const language = languages.find(each => each === chosen) ?? languageOfBrowser(navigator.languages)
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const choice = useMemo(() => ({ language, setLanguage }), [language, setLanguage])
  return <LanguageContext value={choice}>{children}</LanguageContext>
}

export function useLanguage(): LanguageChoice {
  return use(LanguageContext)
}

function languageOfBrowser(wishes: readonly string[]): Language {
  const spoken = wishes.map(wish => languages.find(language => wish.toLowerCase().startsWith(language)))
  return spoken.find(language => language !== undefined) ?? 'en'
}
