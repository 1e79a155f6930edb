/** What a test holds of a bot. */
export interface EmulatedBot {
  readonly id: number
  readonly token: string
  readonly username: string
}
