import { sessionCookie } from '../auth/authenticate.ts'

/** What the document says besides its operations. */
export const openapiFrame = {
  openapi: '3.1.0',
  info: {
    title: 'Telegram AI Platform',
    version: '1',
    description: [
      'JSON in snake_case, instants in ISO 8601 UTC, errors as problem details (RFC 9457) with a stable `code`.',
      'Lists are `{items, next_cursor}`: send `next_cursor` as `cursor` for the next page.',
      'Every POST takes an `Idempotency-Key`: repeated within 24 hours it is carried out once and answered the same.',
      'Each key and session may ask so often a minute as `RateLimit-Limit` says; beyond it the answer is 429 with `Retry-After`.',
      'A role may do all that the one before it may: viewer, operator, admin.',
    ].join('\n\n'),
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '/', description: 'This server.' }],
  tags: [
    { name: 'operations', description: 'Health and measurements.' },
    { name: 'sign-in', description: 'Browser sessions.' },
    { name: 'leads', description: 'People who may become customers, and how far they have come.' },
    { name: 'contacts', description: 'People, all that is held of them, and forgetting them.' },
    { name: 'conversations', description: 'What was said, and saying something as a person of the business.' },
    { name: 'meetings', description: 'Meetings, and the free times for them.' },
    { name: 'knowledge', description: 'The documents the agent answers from, and what they did not answer.' },
    { name: 'playbooks', description: 'The words of the business.' },
    { name: 'analytics', description: 'Figures of a period, and reports.' },
    { name: 'bots', description: 'The bots of Telegram that this installation speaks as.' },
    { name: 'operators', description: 'The people of the business, and what each may do.' },
    { name: 'keys', description: 'Keys of programs that call the API.' },
    { name: 'audit', description: 'Who changed what.' },
    { name: 'events', description: 'What happens, as a stream, as a list, and by webhook.' },
    { name: 'mcp', description: 'Tools for AI assistants.' },
    { name: 'calendar', description: 'Meetings for calendar programs.' },
    { name: 'playground', description: 'Trying the agent out, and how its answers come about.' },
    { name: 'settings', description: 'What is set up, what decides it, and how the platform fares.' },
    { name: 'webchat', description: 'Talking to the agent from a page.' },
  ],
  components: {
    securitySchemes: {
      key: {
        type: 'http' as const,
        scheme: 'bearer',
        description: 'A key of `POST /api/v1/keys`, or API_GATEWAY_ADMIN_KEY.',
      },
      session: {
        type: 'apiKey' as const,
        in: 'cookie' as const,
        name: sessionCookie,
        description: 'A browser that came in through a login link. It may write from the page of this server only.',
      },
    },
  },
  security: [{ key: [] }, { session: [] }] as Record<string, string[]>[],
}
