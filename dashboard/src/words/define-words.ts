/** What stands in for `{name}` in a phrase. */
export type Values = Readonly<Record<string, string | number>>

export type Language = 'en' | 'ru'
export const languages: readonly Language[] = ['en', 'ru']

/** A phrase that depends on `{count}`: forms by the plural rules of the language; `other` where the language has no such form. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string }
export type Phrase = string | Plural

/** The words of one screen in both languages: the same keys in each, or it does not compile. */
export type Words<Key extends string = string> = Readonly<Record<Language, Readonly<Record<Key, Phrase>>>>

export function defineWords<Key extends string>(words: {
  readonly en: Readonly<Record<Key, Phrase>>
  readonly ru: Readonly<Record<NoInfer<Key>, Phrase>>
}): Words<Key> {
  return words
}

/** Says a phrase: picks the plural form by `values.count` and fills in `{name}`. Pure. */
export function say(language: Language, phrase: Phrase, values: Values = {}): string {
  const chosen = typeof phrase === 'string' ? phrase : chooseForm(language, phrase, Number(values.count ?? 0))
  return chosen.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    if (value === undefined) return whole
    return typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : value
  })
}

function chooseForm(language: Language, phrase: Plural, count: number): string {
  return phrase[new Intl.PluralRules(language).select(count)] ?? phrase.other
}
