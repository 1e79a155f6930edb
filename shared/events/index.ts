export { type Bus, createBus, type EventOf, type Hearing } from './bus/bus.ts'
export { eventCatalogue } from './catalogue.ts'
export { commitEvents, type EventDeps } from './commit-events.ts'
export { erasePersonFromEvents, type NamedPerson } from './erase-person.ts'
export type { EventBody, EventType, PlatformEvent, StoredEvent } from './event.ts'
export { pruneEvents } from './prune-events.ts'
export { eventTypes, type PublicEvent, publicEventSchema, toPublicEvent } from './public-event.ts'
export { createMemoryQueue } from './queue/memory-queue.ts'
export { type DeadLetter, type JobCount, type JobName, jobNames, type Queue } from './queue/queue.ts'
export { createRedisQueue } from './queue/redis/redis-queue.ts'
export { startChores } from './queue/start-chores.ts'
export {
  type EventsAfter,
  type EventsBefore,
  readEventsAfter,
  readEventsAt,
  readEventsBefore,
  readSettledPosition,
} from './read-events.ts'
export { recordEvents, stampEvents } from './record.ts'
