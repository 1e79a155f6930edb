/** What the set-up and the settings share. */
export { BotForm } from './bot-form.tsx'
export { ModelServerForm } from './model-server-form.tsx'
export { setupQuery } from './setup-query.ts'
export { type SettingChanges, useChangeSettings } from './use-change-settings.ts'
