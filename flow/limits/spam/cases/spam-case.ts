/** The business that the message came to: a playbook of the house, or an agency that promotes shops. */
export type CaseBusiness = 'general' | 'beauty-salon' | 'real-estate' | 'ai-services' | 'seo-agency'

/** A first message of a stranger, and what it should be taken for. */
export interface SpamCase {
  readonly text: string
  readonly isSpam: boolean
  readonly business: CaseBusiness
  /** It is a post of a channel that was passed on. */
  readonly isChannelPost: boolean
  /** So many other people sent the same text within a day. */
  readonly others: number
}

interface Circumstances {
  readonly isChannelPost?: boolean
  readonly others?: number
}

export function writeSpam(business: CaseBusiness, text: string, circumstances: Circumstances = {}): SpamCase {
  return { text, isSpam: true, business, isChannelPost: false, others: 0, ...circumstances }
}

export function writeHonest(business: CaseBusiness, text: string, circumstances: Circumstances = {}): SpamCase {
  return { ...writeSpam(business, text, circumstances), isSpam: false }
}
