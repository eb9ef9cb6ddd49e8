import type { Push, PushState } from '../../models/attention.ts'
import type { Models } from '../../models/models.ts'
import type { Kit } from '../../ui/kit.ts'
import { createWorker, pathOf, WORKER } from './worker.ts'

type Deps = {
  kit: Pick<Kit, 'signal' | 't'>
  models: Pick<Models, 'client' | 'settings'>
  scope?: Window & typeof globalThis
}

/**
 * Web Push (RFC 8030, 8291). The worker is registered for a path of its own under which there are no pages: it takes the
 * place of no worker that the page has.
 */
export function createPush({ kit, models, scope = window }: Deps): Push {
  const { client, settings } = models
  const state = kit.signal<PushState>('unknown')
  const { navigator, Notification } = scope
  const path = pathOf(settings.key)
  let looking: Promise<void> | null = null

  const worker = createWorker(scope, path)

  async function find(): Promise<void> {
    try {
      const isAble = scope.isSecureContext && 'PushManager' in scope && 'serviceWorker' in navigator && Notification
      if (!isAble || !(await worker.isThere())) state.value = 'absent'
      else if (Notification.permission === 'denied') state.value = 'blocked'
      else await renew()
    } catch {
      state.value = 'absent' // refused with the storage
    }
  }

  /** What the browser has is told again: the visitor may be another since, the server may have lost it. */
  async function renew(): Promise<void> {
    const had = await worker.subscription()
    if (had) await tell(had)
    state.value = had ? 'on' : 'off'
  }

  async function tell(taken: PushSubscription): Promise<void> {
    const { endpoint, keys } = taken.toJSON() as { endpoint: string; keys: { p256dh: string; auth: string } }
    const { origin, pathname } = scope.location
    const body = { endpoint, keys, text: kit.t('push_text'), page: origin + pathname }
    await client.call('addPush', { body })
  }

  async function subscribe(): Promise<PushSubscription> {
    const { key } = await client.call('getPush', {})
    const registration = await scope.navigator.serviceWorker.register(WORKER, { scope: path, updateViaCache: 'none' })
    await isActive(registration)
    const had = await registration.pushManager.getSubscription()
    const isSame = had && base64url(had.options.applicationServerKey) === key
    if (had && !isSame) await had.unsubscribe() // of a server's key that is not any more
    if (isSame) return had
    return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
  }

  const look = () => {
    looking ??= find()
    return looking
  }

  return {
    state,
    look,
    async begin() {
      if (Notification?.permission !== 'granted') return
      if (await worker.subscription().catch(() => null)) await look()
    },
    async follow() {
      if (state.value === 'on') await renew().catch(() => undefined) // the next page tells it
    },
    async enable() {
      state.value = 'busy'
      try {
        const answer = await Notification.requestPermission()
        if (answer === 'granted') await tell(await subscribe())
        state.value = AFTER[answer]
      } catch {
        state.value = 'failed'
      }
    },
    async disable() {
      state.value = 'busy'
      try {
        await client.call('removePush', {})
        await (await worker.subscription())?.unsubscribe()
        state.value = 'off'
      } catch {
        state.value = 'on'
      }
    },
  }
}
const AFTER: Record<NotificationPermission, PushState> = { granted: 'on', denied: 'blocked', default: 'off' }

/** Push needs a worker that runs. */
async function isActive({ active, installing, waiting }: ServiceWorkerRegistration): Promise<void> {
  const worker = installing ?? waiting
  if (active || !worker) return
  await new Promise<void>((done) => {
    worker.addEventListener('statechange', () => /^activ|redundant/.test(worker.state) && done())
  })
}

function base64url(bytes: ArrayBuffer | null): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer(0))))
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
