export { createHistory, type HistoryOptions } from './create-history.ts'
export { recordHistory, type WrittenEvent } from './record-history.ts'
