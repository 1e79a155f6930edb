import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './app/global.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { beginEarly } from './app/begin-early.ts'
import { createQueryClient } from './app/create-query-client.ts'
import { reloadWhenReplaced } from './app/reload-when-replaced.ts'
import { router } from './app/router.tsx'
import { showBackButton, startMiniApp } from './telegram/index.ts'

reloadWhenReplaced()
const root = document.getElementById('root')
if (root === null) throw new TypeError('index.html has no element with the id root')
await startMiniApp()
const queryClient = createQueryClient()
beginEarly(queryClient, location.pathname)
router.subscribe('onResolved', () => showBackButton(router.history.canGoBack()))
createRoot(root).render(
  <StrictMode>
    <App queryClient={queryClient} />
  </StrictMode>,
)
