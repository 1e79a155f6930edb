export {
  announceCommands,
  announceCrewCommands,
  type CommandsAnnounced,
  type CrewMember,
  withdrawCrewCommands,
} from './announce-commands.ts'
export { type ButtonSeal, createButtonSeal } from './buttons/button-seal.ts'
export { createTelegramClient, type TelegramClient, type TelegramClientOptions } from './client/create-client.ts'
export { createTelegramChannel, type TelegramChannelOptions } from './create-telegram-channel.ts'
export { findOwnerChat, type OwnerChat } from './diagnosis/find-owner-chat.ts'
export { type ClockSkew, measureClockSkew } from './diagnosis/measure-clock-skew.ts'
export { readWebhookState, type WebhookState, type WebhookStateOutcome } from './diagnosis/read-webhook-state.ts'
export { fetchBotPicture } from './fetch-bot-picture.ts'
export { createFetchFile, type FetchFileDeps } from './files/fetch-file.ts'
export {
  createFloodBudget,
  defaultFloodLimits,
  type FloodBudget,
  type FloodBudgetOptions,
  type FloodLimits,
  type FloodPenalty,
} from './flood/flood-budget.ts'
export { type RenderOptions, renderMarkdown } from './format/render-markdown.ts'
export { type BotIdentity, type BotProfile, botIdOfToken, identifyBot } from './identify-bot.ts'
export { allowedUpdates } from './inbound/allowed-updates.ts'
export { type ConnectionLookup, fetchConnection } from './inbound/business/fetch-connection.ts'
export { parseTelegramUpdate } from './inbound/parse-update.ts'
export { checkInitData, type InitDataVerdict } from './mini-app/check-init-data.ts'
export type { PollerCondition, PollerState } from './polling/poller-state.ts'
export { type AllowedUpdates, type PollerEnd, type PollerOptions, runPoller } from './polling/run-poller.ts'
export {
  createPressAnswerer,
  type PressAnswerer,
  type PressAnswererOptions,
} from './presses/create-press-answerer.ts'
export type { ParseUpdate } from './read-update.ts'
export {
  createWebhookHandler,
  type WebhookHandler,
  type WebhookHandlerOptions,
} from './webhook/create-webhook-handler.ts'
export { createWebhookServer, type WebhookServer, type WebhookServerOptions } from './webhook/create-webhook-server.ts'
export { registerWebhook, type WebhookRegistered, type WebhookRegistration } from './webhook/register-webhook.ts'
export { removeWebhook, type WebhookRemoved } from './webhook/remove-webhook.ts'
