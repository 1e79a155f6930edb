import type { ChatAddress } from '#capabilities/channels'
import type { RateLimitingConfig } from '../config.ts'

/** How much may be written before the answer has to wait. */
export interface InboundLimits {
  /** Of one person, by the kind of chat. */
  readonly perMinute: Readonly<Record<ChatAddress['chatType'], number>>
  /** Of one person. */
  readonly perHour: number
  /** The same text so often again, and its writer is blocked. */
  readonly maxRepeats: number
  /** Messages of one chat that are closer together than this are answered together. */
  readonly minIntervalMs: number
  /** How long a block lasts. */
  readonly blockMs: number
  /** Of all people together; null: no limit. */
  readonly everyone: Pace | null
  /** How the limit of all people follows what Telegram bears; null: not at all. */
  readonly adaptation: Adaptation | null
}

export interface Pace {
  readonly perMinute: number
  readonly perHour: number
}

export interface Adaptation {
  /** Off at every flood wait. */
  readonly reductionPercent: number
  /** On after every quiet `recoveryMs`. */
  readonly recoveryPercent: number
  readonly recoveryMs: number
}

/** The limits that the settings mean; null when they limit nothing. */
export function toInboundLimits(config: RateLimitingConfig): InboundLimits | null {
  if (!config.enabled || config.block_duration_minutes === 0) return null
  const { global: everyone, adaptive, chat_type_limits: byChat } = config
  return {
    perMinute: { ...byChat, private: byChat.private ?? config.messages_per_minute },
    perHour: config.messages_per_hour,
    maxRepeats: config.spam_detection.max_repeated_messages,
    minIntervalMs: config.min_interval_seconds * 1000,
    blockMs: config.block_duration_minutes * minuteMs,
    everyone: everyone.enabled
      ? { perMinute: everyone.messages_per_minute, perHour: everyone.messages_per_hour }
      : null,
    adaptation: adaptive.enabled
      ? {
          reductionPercent: adaptive.reduction_on_floodwait_percent,
          recoveryPercent: adaptive.recovery_increment_percent,
          recoveryMs: adaptive.recovery_period_minutes * minuteMs,
        }
      : null,
  }
}

const minuteMs = 60_000
