import type { PushDoor, Subscribed } from './pushes.ts'

/** The worker is the one that keeps the inbox (`offline/worker-door.ts`), which shows what is pushed. */
export function createPushDoor(scope: Window & typeof globalThis, base: string): PushDoor {
  const { navigator } = scope
  const workers = (navigator as Partial<Navigator>).serviceWorker // absent where the page is no secure one
  const registered = async () => (await workers?.getRegistration(base || '/')) ?? null
  const subscribed = async () => (await (await registered())?.pushManager.getSubscription()) ?? null

  return {
    isAble: () => scope.isSecureContext && workers !== undefined && 'PushManager' in scope && 'Notification' in scope,
    async subscribe(key) {
      const worker = (await registered()) && (await workers?.ready)
      if (!worker) throw new Error('there is no worker')
      const had = await worker.pushManager.getSubscription()
      if (had && base64url(had.options.applicationServerKey) === key) return told(had)
      await had?.unsubscribe() // of a server's key that is not any more
      return told(await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }))
    },
    async unsubscribe() {
      await (await subscribed())?.unsubscribe()
    },
  }
}

const told = (one: PushSubscription): Subscribed => {
  const { endpoint, keys } = one.toJSON() as Subscribed // every browser gives both for such a subscription
  return { endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } }
}

function base64url(bytes: ArrayBuffer | null): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer(0))))
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
