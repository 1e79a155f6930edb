import { pino } from 'pino'

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'

/**
 * One line per fact: an event name (`outbox.sent`) and flat fields. Fields hold ids, counts, codes and durations,
 * never message text, names, phone numbers or tokens. `error` means: a person should look.
 */
export interface Logger {
  debug(event: string, fields?: LogFields): void
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
  /** A logger that adds `fields` to every line. */
  child(fields: LogFields): Logger
}

export interface LoggerOptions {
  readonly level: LogLevel
  /** Where lines go; standard error by default, so that standard output stays for people. */
  readonly write?: (line: string) => void
}

export function createLogger(options: LoggerOptions): Logger {
  const destination =
    options.write === undefined ? pino.destination({ dest: 2, sync: false }) : { write: options.write }
  return wrap(
    pino(
      { level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'event' },
      destination,
    ),
  )
}

/** The fake beside `createLogger`: says nothing. */
export const silentLogger: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => silentLogger,
}

function wrap(target: ReturnType<typeof pino>): Logger {
  return {
    debug: (event, fields = {}) => target.debug(fields, event),
    info: (event, fields = {}) => target.info(fields, event),
    warn: (event, fields = {}) => target.warn(fields, event),
    error: (event, fields = {}) => target.error(fields, event),
    child: fields => wrap(target.child(fields)),
  }
}
