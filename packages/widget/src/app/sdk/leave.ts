import type { Own } from './own.ts'

/** Before its visitor leaves this browser: what would call him back here ends. */
export async function callNoMore(own: Own): Promise<void> {
  if (globalThis.Notification?.permission !== 'granted') return
  // A page that cannot fetch it any more lets him go all the same.
  await import('./push.ts').then(({ endPush }) => endPush(own)).catch(() => undefined)
}
