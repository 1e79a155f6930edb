// Runs before the first paint, so that a dark screen never flashes white. A file of its own: the policy lets no inline script run.
;(() => {
  let wish = null
  try {
    wish = localStorage.getItem('mantine-color-scheme-value')
  } catch {
    // Without storage the system decides.
  }
  const isDark = wish === 'dark' || (wish !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light')
})()
