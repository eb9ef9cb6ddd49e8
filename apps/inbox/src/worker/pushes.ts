import type { WorkerScope } from './scope.ts'

/** What a page is told to show, once its notification was pressed. */
export type OpenNote = { open: string }

/** What the server sends (`domains/agent-devices/model.ts`); it is read as what a stranger says. */
type Pushed = { title?: unknown; body?: unknown; tag?: unknown; path?: unknown }

/** Places of the inbox that a notification may lead to. */
const PLACE = /^\/(c\/cnv_[0-9a-z]{20}(#msg_[0-9a-z]{20})?|settings\/notifications)$/

const text = (value: unknown, otherwise: string): string => (typeof value === 'string' && value ? value : otherwise)

/** Notifications of what happens while no window of the inbox tells it; pressed, they lead to it. `base` ends with a slash. */
export function showPushes(scope: WorkerScope, base: string): void {
  scope.addEventListener('push', (event) => {
    // Browsers want something shown for each message, also for one that says nothing legible.
    const { title, body, tag, path } = read(event.data)
    const options = { body: text(body, ''), tag: `parley ${text(tag, '')}`, renotify: true, data: { path } }
    event.waitUntil(scope.registration.showNotification(text(title, 'Parley'), options))
  })
  scope.addEventListener('notificationclick', (event) => {
    const { path } = event.notification.data as Pushed
    event.notification.close()
    event.waitUntil(lead(scope, base, typeof path === 'string' && PLACE.test(path) ? path : ''))
  })
}

function read(data: { json(): unknown } | null): Pushed {
  try {
    return (data?.json() ?? {}) as Pushed
  } catch {
    return {} // not of our server
  }
}

/** To a window of the inbox that is open, the one in front first, else to a new one. */
async function lead({ clients }: WorkerScope, base: string, path: string): Promise<void> {
  const all = await clients.matchAll({ type: 'window', includeUncontrolled: true })
  const ours = all.filter(({ url }) => `${new URL(url).pathname}/`.startsWith(base))
  const window = ours.find(({ visibilityState }) => visibilityState === 'visible') ?? ours[0]
  if (!window) {
    await clients.openWindow(base.slice(0, -1) + path || '/')
    return
  }
  if (path) window.postMessage({ open: path } satisfies OpenNote)
  await window.focus()
}
