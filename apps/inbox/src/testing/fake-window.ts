import type { Environment } from '@parley/client'
import { signal } from '@preact/signals'
import type { PushDoor, Subscribed } from '../attention/pushes.ts'
import type { Played } from '../attention/sounds.ts'
import type { Tabs } from '../attention/tabs.ts'
import type { BrowserWindow, Notice } from '../environment.ts'
import { createFakeClock } from './fake-clock.ts'

/** A browser window for tests: its address, its time, and what it was told. */
export function createFakeWindow(path = '/inbox') {
  const clock = createFakeClock()
  let url = new URL(path, 'http://chat.example')
  const told = {
    title: '',
    copied: [] as string[],
    reloads: 0,
    notices: [] as Notice[],
    badge: 0,
    sounds: [] as string[],
  }
  const kept = new Map<string, string>()
  const onLook = new Set<() => void>()
  let isVisible = true
  const env: Partial<Environment> = {
    ...clock,
    random: () => 0.5,
    randomBytes: (count) => new Uint8Array(count),
    isVisible: () => isVisible,
    on(event, listener) {
      if (event === 'visibilitychange') onLook.add(listener)
      return () => onLook.delete(listener)
    },
    storage: () => ({
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    }),
    lock: (_, task) => task(),
    ...{ openChannel: () => null, fetch: async () => new Response(new Uint8Array(3_000)) }, // three seconds of sound
  }
  const window: BrowserWindow = {
    env: env as Environment, // the client's own doors (sockets) are not used: tests bring a fake client
    ...{ base: '/inbox', install: { state: signal('elsewhere' as const), ask: async () => undefined } },
    origin: 'http://chat.example',
    languages: ['en'],
    isApple: false,
    address: () => url,
    push(to) {
      url = new URL(to, url)
    },
    replace(to) {
      url = new URL(to, url)
    },
    ...{ onAddress: () => () => undefined, onLeave: () => () => undefined },
    isAttended: () => true,
    onAttention: () => () => undefined,
    setTitle(title) {
      told.title = title
    },
    setLanguage: () => undefined,
    setTheme: () => undefined,
    picture: async (file) => {
      if (!file.type.startsWith('image/')) throw new Error('no picture')
      return { url: 'data:image/png;base64,AAAA', width: 40, height: 40 }
    },
    openTab: () => ({ go: () => undefined }),
    async copy(text) {
      told.copied.push(text)
    },
    ...attentionParts(told),
    askToNotify: async () => true,
    notify(notice) {
      told.notices.push(notice)
    },
    reload() {
      told.reloads++
    },
  }
  /** The page comes into sight, or goes out of it. */
  function look(isSeen: boolean): void {
    isVisible = isSeen
    for (const listener of onLook) listener()
  }
  return { window, clock, told, look, path: () => url.pathname + url.search }
}

/** What calls the agent, told in place of heard. */
function attentionParts(told: { badge: number; sounds: string[] }) {
  return {
    setBadge(count) {
      told.badge = count
    },
    notifyPermission: () => 'granted',
    ...{ pushes: async () => aPushDoor(), onPressed: () => () => undefined },
    sounds: {
      play: (kind) => void told.sounds.push(kind),
      ...{ unlock: async () => true, isReady: () => true },
      use: (chosen) => void told.sounds.push(...[...chosen].map(([kind, one]) => `${kind}: ${nameOf(one)}`)),
      sample: (one) => void told.sounds.push(nameOf(one)),
      read: async (content) => aRecording(content.byteLength / 1000),
    },
    onTouch: () => () => undefined,
    tabs: aTab,
  } satisfies Partial<BrowserWindow>
}

const nameOf = (played: Played) => (typeof played === 'object' ? `${played.duration} s` : played)

/** A thousand bytes last a second; without any it is no sound. */
function aRecording(duration: number): AudioBuffer {
  if (duration === 0) throw new Error('no sound')
  return { duration } as AudioBuffer // its length is all that is asked of it
}

/** A browser whose push service takes everything. */
export function aPushDoor(): PushDoor & { had(): boolean } {
  let had: Subscribed | null = null
  let count = 0
  return {
    had: () => had !== null,
    isAble: () => true,
    async subscribe(key) {
      had ??= { endpoint: `https://push.example/${++count}`, keys: { p256dh: key, auth: 'auth' } }
      return had
    },
    async unsubscribe() {
      had = null
    },
  }
}

/** The only tab of its browser. */
export function aTab(): Tabs {
  let here: string | null = null
  return {
    lead(begin) {
      begin()
      return () => undefined
    },
    look(at) {
      here = at
    },
    looks: async () => (here === null ? [] : [here]),
  }
}
