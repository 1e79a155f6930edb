export { type Bot, type BotState, botStates, isWell } from './accounts/bot.ts'
export { type BotCondition, ensureBotRow, noteBotState, noteSeen } from './accounts/note-state.ts'
export { openToken } from './accounts/open-token.ts'
export {
  findBot,
  findBotByTelegramId,
  listBots,
  listWantedBots,
  readBotPlaybooks,
  type WantedBot,
} from './accounts/read-bots.ts'
export { type Rekeying, rekeyBots } from './accounts/rekey-bots.ts'
export { type BotChange, changeBot, deleteBot, insertBot, type NewBot } from './accounts/save-bot.ts'
export { type SecretsConfig, secretsSection } from './config.ts'
export { createVault, type Sealed, type Unsealing, type Vault, type VaultOptions } from './vault/create-vault.ts'
