const storageKey = 'dashboard-reloaded'
const pauseMs = 10_000

/** A part of this page is gone when the platform was upgraded meanwhile: then the page is loaded anew, but not again and again. */
export function reloadWhenReplaced(): void {
  addEventListener('vite:preloadError', event => {
    const reloadedAt = Number(sessionStorage.getItem(storageKey) ?? 0)
    if (Date.now() - reloadedAt < pauseMs) return
    sessionStorage.setItem(storageKey, String(Date.now()))
    event.preventDefault()
    location.reload()
  })
}
