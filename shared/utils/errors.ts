export interface AppErrorOptions {
  readonly cause?: unknown
  /** True when the same call may succeed later without a change. Default false. */
  readonly retryable?: boolean
  /** The words a client or owner may see. Without it they see a general apology. */
  readonly public?: string
}

/**
 * A surprise, with a stable `code` (`area.what_failed`) and a message that names ids but never client text or secrets.
 * Expected outcomes are union values, not errors.
 */
export class AppError extends Error {
  readonly code: string
  readonly retryable: boolean
  readonly public: string | undefined

  constructor(code: string, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.retryable = options.retryable ?? false
    this.public = options.public
  }
}

/** What a log line may say of any thrown value: its code or name, never its message, which may quote client text. */
export function errorCode(error: unknown): string {
  if (error instanceof AppError) return error.code
  if (error instanceof Error) return 'code' in error && typeof error.code === 'string' ? error.code : error.name
  return typeof error
}
