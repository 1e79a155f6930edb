import type { Redis } from 'ioredis'
import type { RedisAddress } from '../ping-redis.ts'

export type { Redis, RedisAddress }

export type Answer<Value> =
  | { readonly kind: 'answered'; readonly value: Value }
  /** Redis is not there, or does not answer in time. Whether it did what was asked is not known. */
  | { readonly kind: 'away' }

/**
 * The way to a Redis that may be missing, hang or be emptied at any moment. Everything that uses it has something of its own to
 * fall back to: nobody waits for Redis longer than `askTimeoutMs`, and while it is away nobody waits at all.
 */
export interface RedisLink {
  /** What all keys of this installation begin with, without a colon at the end. */
  readonly prefix: string
  isUp(): boolean
  /** Asks Redis on the shared connection. Never rejects. While Redis is away it is not asked. */
  ask<Value>(work: (redis: Redis) => Promise<Value>): Promise<Answer<Value>>
  /** A connection of the caller's own that waits and reconnects for ever: for subscriptions and for blocking reads. */
  open(): Redis
  /** Ends all connections at once. What was asked and is not answered is `away`. */
  close(): void
}
