export {
  createMemoryChannel,
  type MemoryChannel,
  type MemoryChannelOptions,
  type MemorySend,
} from './create-memory-channel.ts'
