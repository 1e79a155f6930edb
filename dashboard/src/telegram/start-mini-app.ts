import { call, postSignInTelegram } from '../api/index.ts'
import { hearTelegram, parseTheme, postToTelegram, readLaunch, type TelegramTheme } from './telegram-bridge.ts'

/**
 * When Telegram has opened this page: signs its user in, takes over its colours, and lets its back button go back. Resolves when
 * the page may be shown; whoever may not come in is told so by the page itself. Does nothing in an ordinary browser.
 */
export async function startMiniApp(): Promise<void> {
  const launch = readLaunch(location.hash)
  if (launch === null) return
  // It opens the dashboard for a day: it does not stay in the address, nor in the history.
  history.replaceState(history.state, '', location.pathname + location.search)
  wear(launch.theme)
  hearTelegram(hear)
  postToTelegram('web_app_ready')
  postToTelegram('web_app_expand')
  await call(postSignInTelegram({ body: { init_data: launch.initData } })).catch(() => null)
}

/** Shows Telegram's back button wherever there is something to go back to. */
export function showBackButton(isShown: boolean): void {
  postToTelegram('web_app_setup_back_button', { is_visible: isShown })
}

function hear(type: string, data: unknown): void {
  if (type === 'back_button_pressed') history.back()
  if (type !== 'theme_changed' || typeof data !== 'object' || data === null || !('theme_params' in data)) return
  wear(parseTheme(data.theme_params))
}

/** Light or dark as Telegram is, and its background: text and accent stay ours, whose contrast is known. */
function wear({ bg_color: background }: TelegramTheme): void {
  if (background === undefined) return
  const root = document.documentElement
  root.setAttribute('data-mantine-color-scheme', isDark(background) ? 'dark' : 'light')
  // The page takes up what stands here when it starts: public/color-scheme.js has looked already.
  localStorage.setItem('mantine-color-scheme-value', isDark(background) ? 'dark' : 'light')
  root.style.setProperty('--mantine-color-body', background)
}

function isDark(colour: string): boolean {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16))
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128
}
