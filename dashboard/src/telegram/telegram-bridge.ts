/** What the app in which Telegram opened this page listens to. Each platform of Telegram has one of these. */
interface TelegramWindow {
  readonly TelegramWebviewProxy?: { readonly postEvent: (type: string, data: string) => void }
  readonly external?: { readonly notify?: (message: string) => void }
  Telegram?: { WebView?: { receiveEvent?: (type: string, data: unknown) => void } }
}

/** What Telegram gave the page when it opened it. */
export interface TelegramLaunch {
  /** Signed by Telegram: who opened it. */
  readonly initData: string
  readonly theme: TelegramTheme
}

export interface TelegramTheme {
  readonly bg_color?: string
  readonly secondary_bg_color?: string
  readonly text_color?: string
  readonly hint_color?: string
  readonly button_color?: string
}

/** Null in an ordinary browser. Pure but for the address that is read. */
export function readLaunch(hash: string): TelegramLaunch | null {
  const fields = new URLSearchParams(hash.replace(/^#/, ''))
  const initData = fields.get('tgWebAppData')
  if (initData === null || initData === '') return null
  return { initData, theme: parseTheme(fields.get('tgWebAppThemeParams')) }
}

/** Only colours: what else stands there is nobody's business, and never reaches a style. Pure. */
export function parseTheme(json: unknown): TelegramTheme {
  try {
    const parsed: unknown = typeof json === 'string' ? JSON.parse(json) : json
    if (typeof parsed !== 'object' || parsed === null) return {}
    return Object.fromEntries(
      Object.entries(parsed).filter(([, colour]) => typeof colour === 'string' && /^#[0-9a-f]{6}$/i.test(colour)),
    )
  } catch {
    return {}
  }
}

/** Tells Telegram's app something; nothing happens outside of it. */
export function postToTelegram(type: string, data: Readonly<Record<string, unknown>> = {}): void {
  const host = window as unknown as TelegramWindow
  const text = JSON.stringify(data)
  if (host.TelegramWebviewProxy !== undefined) host.TelegramWebviewProxy.postEvent(type, text)
  else host.external?.notify?.(JSON.stringify({ eventType: type, eventData: data }))
}

/** Hears what Telegram's app tells the page. */
export function hearTelegram(listener: (type: string, data: unknown) => void): void {
  const host = window as unknown as TelegramWindow
  host.Telegram = { ...host.Telegram, WebView: { ...host.Telegram?.WebView, receiveEvent: listener } }
}
