import type { EmulatedBot } from '../state/emulated-bot.ts'

export type FaultEffect =
  /** Answers with an error instead of executing. A `retryAfter` also opens a penalty on the chat. */
  | {
      readonly kind: 'status'
      readonly status: number
      readonly description?: string
      readonly retryAfter?: number
      readonly migrateToChatId?: number
    }
  /** Cuts the connection instead of executing. */
  | { readonly kind: 'drop' }
  /** Never answers and never executes; the caller must give up. */
  | { readonly kind: 'hang' }
  /** Executes, then cuts the connection: the caller cannot know. */
  | { readonly kind: 'lose-answer' }
  /** Executes after a pause on the emulator's clock. */
  | { readonly kind: 'delay'; readonly delayMs: number }
  /** Answers 200 with a page of HTML, as a captive portal or a broken proxy does. Does not execute. */
  | { readonly kind: 'garbage' }

export type Fault = FaultEffect & {
  /** Default: every method. Case does not matter. */
  readonly method?: string
  readonly bot?: EmulatedBot
  readonly chatId?: number
  /** How many calls it hits. Default 1; Infinity until removed. */
  readonly times?: number
}

export interface FaultHandle {
  remove(): void
  /** How many calls it has hit. */
  readonly hits: number
}

export interface Faults {
  /** Faults are tried in the order they were added; a call is hit by one at most. */
  add(fault: Fault): FaultHandle
  clear(): void
}

export interface FaultTarget {
  readonly method: string
  readonly botId: number
  readonly chatId: number | null
}

export interface FaultList extends Faults {
  /** The fault that hits this call, already counted; null for none. */
  take(target: FaultTarget): FaultEffect | null
  readonly isEmpty: boolean
}

export function createFaultList(): FaultList {
  let armed: { readonly fault: Fault; hits: number }[] = []
  return {
    add(fault) {
      const entry = { fault, hits: 0 }
      armed.push(entry)
      return {
        remove() {
          armed = armed.filter(other => other !== entry)
        },
        get hits() {
          return entry.hits
        },
      }
    },
    clear() {
      armed = []
    },
    take(target) {
      const entry = armed.find(candidate => matches(candidate.fault, target))
      if (entry === undefined) return null
      entry.hits += 1
      if (entry.hits >= (entry.fault.times ?? 1)) armed = armed.filter(other => other !== entry)
      return entry.fault
    },
    get isEmpty() {
      return armed.length === 0
    },
  }
}

function matches(fault: Fault, target: FaultTarget): boolean {
  if (fault.method !== undefined && fault.method.toLowerCase() !== target.method.toLowerCase()) return false
  if (fault.bot !== undefined && fault.bot.id !== target.botId) return false
  return fault.chatId === undefined || fault.chatId === target.chatId
}
