// Parley's notifications. Served as /push-sw.js for importScripts() on your pages, and as /parley-sw.js for ours.
// It answers no fetch and keeps nothing.
self.addEventListener('push', (event) => {
  let told = {}
  try {
    told = event.data.json()
  } catch {
    // Nothing legible: browsers want something shown all the same.
  }
  const { title = 'Chat', body = '', tag = 'parley', page = '' } = told ?? {}
  const shown = { body, tag: `parley ${tag}`, renotify: true, data: { page } }
  event.waitUntil(self.registration.showNotification(String(title), shown))
})

self.addEventListener('notificationclick', (event) => {
  const { page } = event.notification.data ?? {}
  event.notification.close()
  event.waitUntil(lead(String(page)))
})

/** To a tab that is open on the page, or on any page of this origin, else to a new one. */
async function lead(page) {
  const tabs = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const tab = tabs.find(({ url }) => url.split(/[?#]/)[0] === page) ?? tabs[0]
  if (tab) await tab.focus()
  else if (/^https?:/.test(page)) await self.clients.openWindow(page)
}
