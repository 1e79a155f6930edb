export {
  type Agent,
  type AgentDeps,
  type AgentSettings,
  createAgent,
  type Decision,
  type FindOpenings,
  giveUp,
  inLanguage,
  type OwnerStatus,
  readOwnerStatus,
  type StrangerBudget,
  type TurnFacts,
  toStrangerBudget,
} from './agent/index.ts'
export { addBot, type BotAdded, type BotOrder, maxBots } from './bots/add-bot.ts'
export { alterBot, type BotAlteration, type BotAltered } from './bots/alter-bot.ts'
export type { BotDesk, TokenRefusal } from './bots/bot-desk.ts'
export { checkToken, type TokenVerdict } from './bots/check-token.ts'
export { type ConditionDeps, type NamedBot, noteCondition } from './bots/note-condition.ts'
export { type BotRemoved, removeBot } from './bots/remove-bot.ts'
export type { BusinessIntake } from './business/apply-connection.ts'
export { type BusinessRules, toBusinessRules } from './business/business-rules.ts'
export { endSilences } from './business/end-silences.ts'
export { type LearnDeps, learnConnection } from './business/learn-connection.ts'
export { type ConnectionPause, pauseConnection } from './business/pause-connection.ts'
export { type LastWordDeps, sayLastWords } from './business/say-last-words.ts'
export { writeCards } from './cockpit/cards/write-cards.ts'
export { type OwnerConfig, ownerSection, toAnswerRules, toCrew } from './cockpit/config.ts'
export { type Cockpit, type CockpitDeps, createCockpit } from './cockpit/create-cockpit.ts'
export { type Crew, findMember, type Member, noCrew, readCrew } from './cockpit/crew.ts'
export type { AnswerRules } from './cockpit/drafts/is-held.ts'
export { type DraftDesk, type DraftOutcome, editDraft, sendDraft, skipDraft } from './cockpit/drafts/settle-draft.ts'
export { isLastingButton } from './cockpit/is-lasting-button.ts'
export { describeBusiness } from './cockpit/setup/finish-setup.ts'
export { conversationSection, type RateLimitingConfig, rateLimitingSection } from './config.ts'
export { createFindOpenings, type OpeningsDeps } from './find-openings.ts'
export { exportContact } from './forgetting/export-contact.ts'
export { type ForgetDeps, type Forgotten, forgetContact } from './forgetting/forget-contact.ts'
export { forgetRestored } from './forgetting/forget-restored.ts'
export { keepTombstone, listTombstones, type Tombstone } from './forgetting/tombstones.ts'
export { handBack, type Takeover, takeOver } from './handoff.ts'
export { type ImportOrder, importLeads } from './importing/import-leads.ts'
export { findAccountOfLead } from './ingest/find-account.ts'
export type { Receiver } from './ingest/store-messages.ts'
export { createIngest, type Ingest, type IngestDeps } from './ingest.ts'
export { completeMeetings } from './jobs/complete-meetings.ts'
export { forgetClients } from './jobs/forget-clients.ts'
export type { JobDeps, JobSettings } from './jobs/job.ts'
export { releaseHolds } from './jobs/release-holds.ts'
export { returnQuietChats } from './jobs/return-quiet-chats.ts'
export { sendFollowUps } from './jobs/send-follow-ups.ts'
export { sendReminders } from './jobs/send-reminders.ts'
export { type ReportDeps, sendReports } from './jobs/send-reports.ts'
export { writeBriefs } from './jobs/write-briefs.ts'
export { type SummaryDeps, writeSummaries } from './jobs/write-summaries.ts'
export {
  createLimitInbound,
  type InboundLimits,
  type LimitInbound,
  type LimitReset,
  type LimitStatus,
  readLimitStatus,
  resetLimits,
  toInboundLimits,
} from './limits/index.ts'
export { createMediaDesk, type MediaDesk, type MediaDeskDeps } from './media/create-media-desk.ts'
export { createSpeechReader, type SpeechSettings } from './media/create-speech-reader.ts'
export { createDocumentReader, type DocumentReaderDeps } from './media/files/create-document-reader.ts'
export { createPageReader, type PageReaderSettings } from './media/files/create-page-reader.ts'
export { createPictureReader } from './media/files/create-picture-reader.ts'
export { createLookAt, type LookAt } from './media/files/look-at.ts'
export { intakeOf, type MediaIntake } from './media/keep-attachments.ts'
export type { MediaFacts, MediaFile, MediaReader, MediaText, OwnerWords } from './media/media-reader.ts'
export { createOutageWatch, type OutageWatch } from './media/outage-watch.ts'
export { notifyOwner, type OwnerNotice } from './notify-owner.ts'
export { awaitSilence } from './operator/await-silence.ts'
export { type ConversationSummary, excerptLength, findConversationSummary } from './operator/conversation-summary.ts'
export { findMessageFile, type MessageFile } from './operator/find-message-file.ts'
export { findWritableChat, type Obstacle } from './operator/find-obstacle.ts'
export { handOver } from './operator/hand-over.ts'
export { type ConversationFilter, listConversations } from './operator/list-conversations.ts'
export { type Booking, type BookingOutcome, bookForLead } from './operator/meetings/book-for-lead.ts'
export { type CancellationOutcome, cancelBooking } from './operator/meetings/cancel-booking.ts'
export type { ChangedMeeting, MeetingDesk } from './operator/meetings/meeting-desk.ts'
export { type Move, type MovingOutcome, moveBooking } from './operator/meetings/move-booking.ts'
export type { Notice } from './operator/meetings/notice.ts'
export {
  type Claim,
  type Delivery,
  type DialogueMessage,
  type DialoguePage,
  findDialogueMessage,
  type Media,
  readDialogue,
} from './operator/read-dialogue.ts'
export { readDraft, type WaitingDraft } from './operator/read-draft.ts'
export { dropAnswer, type StopDeps, stopReading } from './operator/stop-answer.ts'
export { type EntryKind, entryKinds, type TimelineEntry, type TimelinePlace } from './operator/timeline/entry.ts'
export { readTimeline } from './operator/timeline/read-timeline.ts'
export type { ConversationPlace } from './operator/walk-conversations.ts'
export { type Writing, writeToClient } from './operator/write-to-client.ts'
export { type AnswerDeps, answerOpenQuestion } from './owner/answer-open-question.ts'
export type { Telling } from './owner/tell-asker.ts'
export type { PlaybookOf } from './playbook-of.ts'
export { type KeptThoughts, playgroundPrefix } from './playground/keep-thoughts.ts'
export { type ExplainedAnswer, listExplainedAnswers } from './playground/list-answers.ts'
export type { Dialogue as Rehearsal } from './rehearsal/dialogue.ts'
export { findNextMove, type NextMove } from './rehearsal/find-next-move.ts'
export { readMind } from './rehearsal/read-mind.ts'
export {
  findObstruction,
  findRehearsal,
  judgeRehearsal,
  listRehearsals,
  type RehearsalVerdict,
} from './rehearsal/rehearse.ts'
export { type Settled, settleRestored } from './restoring/settle-restored.ts'
export { type RetentionConfig, retentionSection } from './retention/config.ts'
export { createPrunings } from './retention/create-prunings.ts'
export { type TableRetention, tableRetention } from './retention/table-retention.ts'
export { listRunningPenalties, type Penalty, recordPenalty } from './speaker/flood-history.ts'
export type { Render } from './speaker/render.ts'
export { createSpeaker, type Speaker, type SpeakerDeps } from './speaker.ts'
export { createPreviews, type Previews } from './streaming/previews.ts'
export { type DraftsDeps, startDrafts } from './streaming/start-drafts.ts'
export { type SweepDeps, startSweeper } from './sweep.ts'
export type { BookingRules } from './turn/perform-actions.ts'
export { createTurns, type TurnDeps, type Turns } from './turn.ts'
export { startTyping, type TypingDeps } from './typing.ts'
