export { type AppendedMessage, appendMessages, editMessage, type NewMessage } from './append-messages.ts'
export { dropTurns, moveConnection } from './business/business-chats.ts'
export { type Removal, removeMessages } from './business/remove-messages.ts'
export { findEndedSilences, keepSilent } from './business/silence.ts'
export { memorySection } from './config.ts'
export { type AddedContact, addContact, findContact } from './contacts/add-contact.ts'
export { blankMessages, forgetPerson, type HeldPerson, holdPerson } from './contacts/forget-person.ts'
export { type Contact, type ContactQuery, listContacts, readContact } from './contacts/list-contacts.ts'
export { numberOf } from './contacts/number-of.ts'
export { reviseConversations } from './contacts/revise-conversations.ts'
export { dropAccountTurns } from './drop-account-turns.ts'
export { type FoundConversation, findConversation, moveChat } from './find-conversation.ts'
export { findIncoming, type IncomingMessage } from './find-incoming.ts'
export { findQuietHumanChats } from './find-quiet-human-chats.ts'
export { type GivenConsent, listConsents } from './list-consents.ts'
export { holdTurns, releaseHeldTurn } from './media-holds.ts'
export { noteSpeech } from './note-speech.ts'
export {
  type ConversationFacts,
  type ConversationKey,
  conversationKey,
  type OpenConversation,
  openConversations,
} from './open-conversations.ts'
export {
  catchUp,
  forgetPause,
  isAccountPaused,
  listPausedChats,
  notePaused,
  pauseAccounts,
  resumeAccounts,
  setAnswerMode,
} from './pause/pause-accounts.ts'
export { type PruneWithMessages, pruneMessages } from './prune-messages.ts'
export { type Consents, readConsents } from './read-consents.ts'
export { type ContextMessage, readTurnContexts, type TurnContext } from './read-turn-contexts.ts'
export { type MediaNote, type RevisedMessage, type Revision, reviseMessage } from './revise-message.ts'
export { type AccountFacts, saveAccount } from './save-account.ts'
export { type ContactFacts, type StoredContact, saveContacts } from './save-contacts.ts'
export { type ConsentRecord, markBlocked, recordConsent } from './set-contact-state.ts'
export { setHandler } from './set-handler.ts'
export {
  findDueSummaries,
  readSummaries,
  readUnsummarised,
  type Summary,
  saveSummary,
  scheduleSummaries,
  setSummaryDue,
} from './summaries.ts'
export { type HumanChat, takeHumanMessages } from './take-human-messages.ts'
export {
  claimTurns,
  dropAllLeases,
  type FinishedTurn,
  type FinishRules,
  findDueConversations,
  finishTurns,
  type HeldConversation,
  hastenTurns,
  listThinkingChats,
  postponeTurns,
  releaseTurn,
  renewLeases,
  scheduleTurns,
  type ThinkingChat,
  type TurnClaim,
  type TurnRelease,
} from './turn-state.ts'
export { learnAboutUser, readUserContexts, type UserContext, unknownUser } from './user-contexts.ts'
