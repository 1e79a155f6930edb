import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { call, getSetup } from '../api/index.ts'
import { CrashNotice, LoadingState } from '../shared/index.ts'
import { MissingScreen } from './missing-screen.tsx'
import { RootLayout } from './root-layout.tsx'

const root = createRootRoute({ component: RootLayout, notFoundComponent: MissingScreen })

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async () => {
    throw redirect({ to: (await isJustInstalled()) ? '/setup' : '/inbox/{-$id}', replace: true })
  },
})

/** Whoever may not know, or is not signed in, is taken to the inbox, which says so. */
function isJustInstalled(): Promise<boolean> {
  return call(getSetup()).then(
    ({ is_new: isNew }) => isNew,
    () => false,
  )
}

/** The script of the inbox: asked for before the router does, it is there when it is wanted. */
export function importInbox() {
  return import('../screens/inbox/inbox-screen.tsx')
}

/** The conversation that is open is part of the inbox: the list stays where it is. */
const inbox = createRoute({
  getParentRoute: () => root,
  path: '/inbox/{-$id}',
  component: lazyRouteComponent(importInbox, 'InboxScreen'),
})

const leads = createRoute({
  getParentRoute: () => root,
  path: '/leads',
  component: lazyRouteComponent(() => import('../screens/leads/leads-screen.tsx'), 'LeadsScreen'),
})

const lead = createRoute({
  getParentRoute: () => root,
  path: '/leads/$id',
  component: lazyRouteComponent(() => import('../screens/leads/lead-screen.tsx'), 'LeadScreen'),
})

const playground = createRoute({
  getParentRoute: () => root,
  path: '/playground',
  component: lazyRouteComponent(() => import('../screens/playground/playground-screen.tsx'), 'PlaygroundScreen'),
})

const knowledge = createRoute({
  getParentRoute: () => root,
  path: '/knowledge',
  component: lazyRouteComponent(() => import('../screens/knowledge/knowledge-screen.tsx'), 'KnowledgeScreen'),
})

const analytics = createRoute({
  getParentRoute: () => root,
  path: '/analytics',
  component: lazyRouteComponent(() => import('../screens/analytics/analytics-screen.tsx'), 'AnalyticsScreen'),
})

/** `/settings/bots`, `/settings/keys`, …: the screen chooses its part. */
const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings/{-$part}',
  component: lazyRouteComponent(() => import('../screens/settings/settings-screen.tsx'), 'SettingsScreen'),
})

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('../screens/setup/setup-screen.tsx'), 'SetupScreen'),
})

export const router = createRouter({
  routeTree: root.addChildren([home, inbox, leads, lead, playground, knowledge, analytics, settings, setup]),
  defaultPreload: 'intent',
  defaultPendingComponent: LoadingState,
  defaultErrorComponent: CrashNotice,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    readonly router: typeof router
  }
}
