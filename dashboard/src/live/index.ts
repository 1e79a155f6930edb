/** What happens, as it happens. */
export type { ConnectionState } from './event-stream.ts'
export type { LiveEvent, LiveEventOf, LiveEventType } from './event-types.ts'
export { LiveProvider, useConnection, useLiveEvents } from './live-provider.tsx'
export { useRefreshOn } from './use-refresh-on.ts'
