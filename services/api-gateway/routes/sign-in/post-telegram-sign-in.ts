import { z } from 'zod'
import { openSession, roles } from '#capabilities/access'
import { checkInitData } from '#capabilities/channels'
import { findMember } from '#flow'
import { sessionCookie } from '../../auth/authenticate.ts'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'

// Telegram signs it anew whenever the app is opened; what is older was copied from somewhere.
const maxAgeMs = 60 * 60_000
// A day of work: opening the app again signs in anew.
const longestSessionMs = 24 * 60 * 60_000

export const postTelegramSignIn: RegisterRoute = (app, context) => {
  const { botTokens, business, clock, database, loginAttempts, sessionLifeMs } = context
  app.route({
    method: 'POST',
    url: '/api/v1/sign-in/telegram',
    config: { access: 'open' },
    schema: {
      tags: ['sign-in'],
      summary: 'Sign in from the Mini App in Telegram',
      description:
        'For the owner (an admin), the operators of the settings, and everybody who was let in with their number in Telegram, by what Telegram has signed with the token of one of the bots. ' +
        'The session comes as a cookie and lasts a day at most.',
      security: [],
      body: z
        .strictObject({
          init_data: z.string().min(1).max(8_000).describe('Telegram.WebApp.initData, as it came.'),
        })
        .meta({ examples: [{ init_data: 'auth_date=1768381200&user=%7B%22id%22%3A7%7D&hash=0f1e2d3c' }] }),
      response: {
        200: z.object({ role: z.enum(roles) }),
        ...problemResponses({
          401: 'It was not signed for a bot of this installation, or long ago.',
          403: 'This person is nobody of the business.',
          422: 'The body is not valid.',
          429: 'Too many tries from this address.',
        }),
      },
    },
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const waitMs = await loginAttempts.waitMs(request.ip)
      if (waitMs > 0) {
        return sendProblem(reply.header('retry-after', Math.ceil(waitMs / 1000)), tooManyTries)
      }
      const nowMs = clock.now()
      const verdict = checkInitData(request.body.init_data, await botTokens(), { nowMs, maxAgeMs })
      if (verdict.kind !== 'genuine') {
        await loginAttempts.countFailure(request.ip)
        return sendProblem(reply, problems[verdict.kind])
      }
      const member = await findMember(database.db, business, verdict.userId)
      if (member === null) return sendProblem(reply, stranger)
      const { role, operatorId } = member
      const lifeMs = Math.min(sessionLifeMs, longestSessionMs)
      const token = await database.transaction(tx =>
        openSession(tx, { role, operatorId, sessionLifeMs: lifeMs }, nowMs),
      )
      reply.setCookie(sessionCookie, token, {
        path: '/',
        httpOnly: true,
        sameSite: 'strict',
        secure: request.protocol === 'https',
        maxAge: Math.floor(lifeMs / 1000),
      })
      return { role }
    },
  })
}

const problems = {
  forged: {
    status: 401,
    code: 'sign_in.not_genuine',
    detail: 'Telegram has not signed this for a bot of this installation. Open the app from the bot.',
  },
  stale: {
    status: 401,
    code: 'sign_in.stale',
    detail: 'This was signed more than an hour ago. Close the app and open it from the bot again.',
  },
} as const

const stranger = {
  status: 403,
  code: 'sign_in.stranger',
  detail: 'Only people of the business may come in. An administrator lets them in: Settings, Team.',
}

const tooManyTries = {
  status: 429,
  code: 'sign_in.too_many_attempts',
  detail: 'Too many tries came from this address. Wait as long as Retry-After says.',
}
