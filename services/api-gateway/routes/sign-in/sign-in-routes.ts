import type { RegisterRoute } from '../../route-context.ts'
import { getLogin } from './get-login.ts'
import { getMe } from './get-me.ts'
import { postLogout } from './post-logout.ts'
import { postTelegramSignIn } from './post-telegram-sign-in.ts'

export const signInRoutes: readonly RegisterRoute[] = [getLogin, getMe, postLogout, postTelegramSignIn]
