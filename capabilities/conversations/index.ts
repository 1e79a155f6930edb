export { dropTurns, moveConnection } from './business/business-chats.ts'
export { type Removal, removeMessages } from './business/remove-messages.ts'
export { findEndedSilences, keepSilent } from './business/silence.ts'
export { memorySection } from './config.ts'
export { type AddedContact, addContact, findContact } from './contacts/add-contact.ts'
export { blankMessages, forgetPerson, type HeldPerson, holdPerson } from './contacts/forget-person.ts'
export { type Contact, type ContactQuery, listContacts, readContact } from './contacts/list-contacts.ts'
export { numberOf } from './contacts/number-of.ts'
export { reviseConversations } from './contacts/revise-conversations.ts'
export { findAccounts } from './find-accounts.ts'
export { type FoundConversation, findConversation, moveChat } from './find-conversation.ts'
export { findQuietHumanChats } from './find-quiet-human-chats.ts'
export { type AppendedMessage, appendMessages, editMessage, type NewMessage } from './messages/append-messages.ts'
export { findIncoming, type IncomingMessage } from './messages/find-incoming.ts'
export { noteSpeech } from './messages/note-speech.ts'
export { type PruneWithMessages, pruneMessages } from './messages/prune-messages.ts'
export { type MediaNote, type RevisedMessage, type Revision, reviseMessage } from './messages/revise-message.ts'
export {
  findDueSummaries,
  readSummaries,
  readUnsummarised,
  type Summary,
  saveSummary,
  scheduleSummaries,
  setSummaryDue,
} from './messages/summaries.ts'
export { type HumanChat, takeHumanMessages } from './messages/take-human-messages.ts'
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
  interruptTurns,
  isPausedAt,
  listPausedChats,
  notePaused,
  pauseAccounts,
  resumeAccounts,
  setAnswerMode,
} from './pause/pause-accounts.ts'
export { type GivenConsent, listConsents } from './people/list-consents.ts'
export { type Consents, readConsents } from './people/read-consents.ts'
export { type ContactFacts, type StoredContact, saveContacts } from './people/save-contacts.ts'
export { type ConsentRecord, markBlocked, recordConsent } from './people/set-contact-state.ts'
export { learnAboutUser, readUserContexts, type UserContext, unknownUser } from './people/user-contexts.ts'
export { type AccountFacts, saveAccount } from './save-account.ts'
export { setHandler } from './set-handler.ts'
export { dropAccountTurns } from './turns/drop-account-turns.ts'
export { type EndedTurn, endTurn } from './turns/end-turn.ts'
export { holdTurns, releaseHeldTurn } from './turns/media-holds.ts'
export { type ContextMessage, readTurnContexts, type TurnContext } from './turns/read-turn-contexts.ts'
export { lockConversation, renewTurn } from './turns/renew-turn.ts'
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
} from './turns/turn-state.ts'
