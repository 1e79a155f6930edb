/** One of the four services, while it runs in this process. */
export interface RunningService {
  readonly name: ServiceName
  /** Takes no new work, lets what is under way end for at most `graceMs`, and resolves. Never rejects. */
  stop(graceMs: number): Promise<void>
}

export const serviceNames = ['analytics', 'api-gateway', 'telegram-bot', 'worker'] as const
export type ServiceName = (typeof serviceNames)[number]
