/** The dashboard as a Mini App inside Telegram. */
export { showBackButton, startMiniApp } from './start-mini-app.ts'
