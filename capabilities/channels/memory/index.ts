export { createMemoryChannel, type MemoryChannel, type MemorySend } from './create-memory-channel.ts'
