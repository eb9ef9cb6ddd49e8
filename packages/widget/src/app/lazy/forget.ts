/** Takes away all that the widget of a site ever kept in this browser: consent was withdrawn, or refused. */
export function forget(siteKey: string): void {
  import('./attention/worker.ts')
    .then(async ({ subscriptionOf }) => (await subscriptionOf(siteKey))?.unsubscribe())
    .catch(() => undefined) // no worker is to be had here; nothing of it is the page's to hear
  const name = `parley:${siteKey}`
  for (const kind of ['localStorage', 'sessionStorage'] as const) {
    try {
      const storage = window[kind]
      for (const key of Object.keys(storage)) if (key === name || key.startsWith(`${name}:`)) storage.removeItem(key)
    } catch {
      // storage is refused here: nothing was kept
    }
  }
  try {
    // Waits for whoever has it open: our other tabs close it when they are told.
    indexedDB.deleteDatabase(name)
  } catch {
    // as above
  }
}
