import type { OpenNote } from '../worker/pushes.ts'

/** What a browser tells of its subscription, as the server takes it. */
export type Subscribed = { endpoint: string; keys: { p256dh: string; auth: string } }

/** What of push messages is the browser's: whether it can, and its subscription. */
export type PushDoor = {
  isAble(): boolean
  /** Anew for `key` where there is one for another. Rejects where the browser's push service fails. */
  subscribe(key: string): Promise<Subscribed>
  unsubscribe(): Promise<void>
}

/** The worker says which notification was pressed. */
export function onPressed({ serviceWorker }: Partial<Navigator>, listener: (path: string) => void): () => void {
  const hear = ({ data }: MessageEvent<Partial<OpenNote> | null>) => {
    if (typeof data?.open === 'string') listener(data.open)
  }
  serviceWorker?.addEventListener('message', hear)
  serviceWorker?.startMessages()
  return () => serviceWorker?.removeEventListener('message', hear)
}
