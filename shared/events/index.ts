export { type Bus, createBus, type EventOf } from './bus.ts'
export { eventCatalogue } from './catalogue.ts'
export { commitEvents, type EventDeps } from './commit-events.ts'
export { type RedisConfig, redisSection } from './config.ts'
export { erasePersonFromEvents, type NamedPerson } from './erase-person.ts'
export type { EventBody, EventType, PlatformEvent, StoredEvent } from './event.ts'
export { createMemoryQueue } from './memory-queue.ts'
export { eventTypes, type PublicEvent, publicEventSchema, toPublicEvent } from './public-event.ts'
export type { JobName, Queue } from './queue.ts'
export {
  type EventsAfter,
  type EventsBefore,
  readEventsAfter,
  readEventsAt,
  readEventsBefore,
  readSettledPosition,
} from './read-events.ts'
export { recordEvents, stampEvents } from './record.ts'
