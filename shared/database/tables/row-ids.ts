import type { Brand } from '#shared/utils'

export type AccountId = Brand<number, 'AccountId'>
export type ContactId = Brand<number, 'ContactId'>
export type ConversationId = Brand<number, 'ConversationId'>
export type MessageId = Brand<number, 'MessageId'>
export type LeadId = Brand<number, 'LeadId'>
export type OutboundId = Brand<number, 'OutboundId'>
export type MeetingId = Brand<number, 'MeetingId'>
export type PassageId = Brand<number, 'PassageId'>
export type MediaId = Brand<number, 'MediaId'>
export type DraftId = Brand<number, 'DraftId'>
export type TurnId = Brand<string, 'TurnId'>
