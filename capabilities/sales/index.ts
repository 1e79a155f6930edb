export { businessSection, intentClassifierSection, salesFlowSection, slotExtractionSection } from './config.ts'
export { type AddOutcome, addLead, type NewLead } from './leads/by-hand/add-lead.ts'
export { editLead, type LeadChanges, type LeadEdit } from './leads/by-hand/edit-lead.ts'
export { findLeadsOf, forgetLeads } from './leads/by-hand/forget-leads.ts'
export { addLeadNote, listLeadNotes, type WrittenNote } from './leads/by-hand/lead-notes.ts'
export { lockLead } from './leads/by-hand/lock-lead.ts'
export { bringLeadBack, bringLeadsBack, putLeadAway } from './leads/by-hand/put-lead-away.ts'
export {
  cancelFollowUps,
  claimDueFollowUps,
  type DueFollowUp,
  type FollowUpPlan,
  scheduleFollowUps,
  settleFollowUp,
} from './leads/follow-ups.ts'
export { type ChosenLeads, chooseNew } from './leads/import/choose-new.ts'
export { findKnownKeys } from './leads/import/find-known-keys.ts'
export type { ListContext, ListedLead, ListFault } from './leads/import/listed-lead.ts'
export { type LeadList, readLeadList } from './leads/import/read-lead-list.ts'
export type { LeadChange, LeadNote } from './leads/lead-change.ts'
export { findLead, type LeadRecord } from './leads/listing/find-lead.ts'
export type { Lead } from './leads/listing/lead.ts'
export { type LeadFilter, type LeadQuery, type LeadSort, listLeads } from './leads/listing/list-leads.ts'
export { nextFollowUp } from './leads/next-follow-up.ts'
export { type LeadState, readLeads, readSlotsOf, type StoredSlot } from './leads/read-leads.ts'
export { saveLeadProgress } from './leads/save-lead-progress.ts'
export { firstStage, type LeadFacts, type OpenedLead, openLeads } from './open-leads.ts'
export { checkPlaybook } from './playbook/check-playbook.ts'
export { formatFault, type PlaybookFault } from './playbook/fault.ts'
export { listPlaybooks } from './playbook/files/read-files.ts'
export {
  type FollowUpDefinition,
  type IntentDefinition,
  type LineName,
  type MeetingRules,
  type Playbook,
  type SlotDefinition,
  type SlotKind,
  type Weekday,
  type Words,
  weekdays,
} from './playbook/playbook.ts'
export { createPlaybookSource, type PlaybookSource } from './playbook/playbook-source.ts'
export { readPlaybook } from './playbook/read-playbook.ts'
export {
  type MeetingForm,
  type PlaybookForm,
  readPlaybookForm,
  writePlaybookForm,
} from './playbook/writing/playbook-form.ts'
export {
  listVersions,
  type PlaybookVersion,
  restoreVersion,
  versionStamp,
} from './playbook/writing/playbook-versions.ts'
export type { PlaybookPlace, PlaybookTrial, PlaybookWritten } from './playbook/writing/replace-playbook.ts'
export { recoverPlaybook } from './playbook/writing/swap-folders.ts'
export {
  editableFiles,
  type PlaybookFile,
  type PlaybookTexts,
  readPlaybookFiles,
  tryPlaybookFiles,
  writePlaybookFiles,
} from './playbook/writing/write-files.ts'
export { type PlaybookChange, writePlaybook } from './playbook/writing/write-playbook.ts'
export { explainScore } from './score/explain-score.ts'
export { type FitScore, scoreLead } from './score/score-lead.ts'
export { formatSlotValue } from './slots/format-slot-value.ts'
export {
  confidenceBands,
  filledSlots,
  type KnownSlot,
  mergeSlots,
  type SlotChange,
  settleConfirmation,
} from './slots/merge-slots.ts'
export { type NextQuestion, nextQuestion } from './slots/next-question.ts'
export { parseModelSlots } from './slots/parse-model-slots.ts'
export { readSlots } from './slots/read-slots.ts'
export type { SlotReading } from './slots/slot-reading.ts'
export { isReadyToMeet } from './stages/is-ready-to-meet.ts'
export { moveStage, type StageMove } from './stages/move-stage.ts'
export { type Stage, stages } from './stages/stage.ts'
export { createLanguageDetector, type DetectLanguage } from './understanding/detect-language.ts'
export { findCurrency } from './understanding/entities/money/currencies.ts'
export { readMoney } from './understanding/entities/read-money.ts'
export { foldEvenly } from './understanding/entities/text/fold-evenly.ts'
export { readSpans, type Span, type UnitRead } from './understanding/entities/text/read-spans.ts'
export { readTokens, type Token } from './understanding/entities/text/tokens.ts'
export { loadLanguageDetector } from './understanding/load-language-detector.ts'
export { readMessage } from './understanding/read-message.ts'
export {
  type ObjectionType,
  objectionTypes,
  type Reading,
  type Signal,
} from './understanding/reading.ts'
export { readIntent } from './understanding/signals/read-intent.ts'
export { readSignals } from './understanding/signals/read-signals.ts'
