export { type TelegramConfig, telegramSection } from './config.ts'
export type {
  AttachmentKind,
  Attachments,
  BusinessConnection,
  Button,
  Channel,
  ChatAddress,
  Draft,
  FetchedFile,
  FetchLimits,
  Inbound,
  InboundAttachment,
  InboundMessage,
  InboundUpdate,
  OutboundDocument,
  OutboundPart,
  OwnerSpeech,
  Person,
  Receive,
  SendOutcome,
  ShownTime,
  TextEntity,
} from './contract.ts'
export { documentBytes } from './document-bytes.ts'
export * from './memory/index.ts'
export type { MarkedWords, RichBlock, RichItem, RichTable } from './rich-block.ts'
export * from './telegram/index.ts'
export * from './webchat/index.ts'
