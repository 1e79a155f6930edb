export { type TelegramConfig, telegramSection } from './config.ts'
export type {
  Channel,
  ChatAddress,
  Inbound,
  InboundMessage,
  InboundUpdate,
  OutboundPart,
  Person,
  Receive,
  SendOutcome,
  TextEntity,
} from './contract.ts'
export * from './memory/index.ts'
export * from './telegram/index.ts'
export * from './webchat/index.ts'
