/** What the agent takes from the configuration. */
export interface AgentSettings {
  readonly timeZone: string
  /** How long a chosen time is kept for a client who has not confirmed it. */
  readonly holdMs: number
  /** Used where the playbook's stage names no temperature of its own. */
  readonly temperature: number
  readonly maxTokens: number
  /** Replaces the playbook's persona (`ai_server.system_prompt`). */
  readonly persona: string | null
  readonly ownerId: number | null
  /** The language of a client of whom nothing else is known. */
  readonly defaultLanguage: string
  /** A model server is configured, so an answer of the script means that it failed. */
  readonly hasModelServer: boolean
}
