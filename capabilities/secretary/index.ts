export { type SecretaryConfig, secretarySection } from './config.ts'
export {
  type ChatRules,
  type Connection,
  judgeChat,
  mayUse,
  type NeededRight,
  neededRights,
  type Unheard,
} from './connection.ts'
export {
  type ConnectionOverview,
  excludeChat,
  findConnections,
  listAllConnections,
  type PersonalAccount,
  pauseConnections,
  type SavedConnection,
  saveConnection,
} from './connections.ts'
export { type BusinessPlace, judgeSend, readPlaces, type Unsendable } from './places.ts'
export { closingOf, isWindowOpen } from './reply-window.ts'
export {
  claimDueLastWords,
  type DueLastWord,
  type Heard,
  openWindows,
  postponeLastWord,
  readClosings,
} from './reply-windows.ts'
