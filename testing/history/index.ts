export { createHistory, type HistoryOptions } from './create-history.ts'
