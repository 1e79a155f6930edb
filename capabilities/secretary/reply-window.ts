const hourMs = 60 * 60 * 1000

/** Telegram lets a bot write in a chat of a business account for a day after the client's last message. */
const windowMs = 24 * hourMs

// A message takes a moment to arrive, clocks differ, and Telegram tells the second of a message, not its part: what leaves in
// the last minute might arrive too late.
const marginMs = 60 * 1000

/** Until when a send may begin, for a client who wrote at `heardAt`. */
export function closingOf(heardAt: number): number {
  return heardAt + windowMs - marginMs
}

/** Whether a send that begins now is within the window; null: the client has never written. */
export function isWindowOpen(closesAt: number | null, nowMs: number): boolean {
  return closesAt !== null && nowMs < closesAt
}
