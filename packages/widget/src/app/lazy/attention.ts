import { createTyping } from '@parley/client/typing'
import type { TimelineItem } from '@parley/client/visitor'
import type { ReadonlySignal } from '@preact/signals-core'
import type { Frame } from '../../loader/frame.ts'
import type { Attention, Bubble, Push } from '../models/attention.ts'
import type { Handle } from '../models/handle.ts'
import type { Models } from '../models/models.ts'
import type { Kit } from '../ui/kit.ts'
import badge from './attention/badge.css'
import { createChime } from './attention/chime.ts'
import { describe } from './attention/describe.ts'
import { createOthers } from './attention/others.ts'
import { createPageMark } from './attention/page-mark.ts'
import { createPresence } from './attention/presence.ts'
import { createPush } from './attention/push.ts'
import { createTurns } from './attention/turn.ts'
import type { BubblePlace } from './bubble.ts'

type Message = Extract<TimelineItem, { type: 'message' }>

/** Sound, the page's title and icon, the preview beside the launcher, that he is seen where he is, and who types. */
export function create(kit: Kit): (models: Models, frame: Frame) => Attention {
  return (models, frame) => {
    const { settings, chat, store } = models
    models.client.followTyping(createTyping)
    models.adopt(badge)
    const name = `parley:${settings.key}`
    const isMuted = kit.signal(store.read('muted') !== null)
    const preview = createPreview(kit, models, frame)
    const mark = mayMark(settings.key) ? createPageMark(document) : null
    const sound = createSound(name, models, isMuted)
    const push = createPush({ kit, models })
    void push.begin()
    const endFollowing = follow(kit, models, push)
    const endTelling = describe(kit, models)
    const presence = createPresence(kit, models, frame)
    const endOthers = createOthers(kit, models, sound.callElsewhere)
    const openThread = () => goToThread(models, frame)
    const end = kit.effect(() => {
      const handle = chat.handle.value
      const isReady = handle?.state.value === 'ready'
      const unread = isReady ? handle.timeline.value.filter((item) => kit.isNews(item, handle.myRead.value)) : []
      mark?.set(chat.isVisible.value || !isReady ? 0 : chat.unread.value)
      const elsewhere = isReady && chat.unread.value > unread.length
      models.root.querySelector('.panel')?.toggleAttribute('data-elsewhere', elsewhere)
      if (!isReady) return
      sound.follow(handle)
      preview.follow(handle, unread)
    })

    return {
      isMuted,
      push,
      mute(wanted) {
        isMuted.value = wanted
        store.write('muted', wanted ? '1' : null)
      },
      call(key, { from, text }) {
        sound.call(key)
        if (!chat.isOpen.peek()) void preview.show({ from, text, onOpen: openThread, onDismiss: () => undefined })
      },
      showBubble: preview.show,
      hideBubble: preview.hide,
      end() {
        end()
        endFollowing()
        endOthers()
        mark?.set(0)
        sound.end()
        endTelling()
        presence.end()
        preview.end()
      },
    }
  }
}

/** Whoever signs in, or is told to be somebody new by the server, has another name there from then on. */
function follow(kit: Kit, { client }: Models, push: Push): () => void {
  let before: string | undefined
  return kit.effect(() => {
    const { type, id } = client.actor.value ?? {}
    if (type !== 'visitor') return // on the line a known visitor goes by the name of his contact
    if (id && before && id !== before) void push.follow()
    before = id
  })
}

function goToThread({ chat }: Models, frame: Frame): void {
  chat.screen.value = 'thread'
  void frame.setOpen(true)
}

/** The tag may say that title and icon are not ours: `data-title="off"`. */
function mayMark(siteKey: string): boolean {
  const tags = [...document.querySelectorAll<HTMLScriptElement>('script[data-title="off"]')]
  return !tags.some(({ src, dataset }) => dataset['site'] === siteKey || src.includes(`/s/${siteKey}.js`))
}

/** A sound for what comes while nobody looks, in one tab of all. */
function createSound(name: string, { chat, options }: Models, isMuted: ReadonlySignal<boolean>) {
  const chime = createChime(document)
  const turns = createTurns(`${name}:sound`)
  let heard: { handle: Handle; n: number } | null = null

  async function ring(key: string): Promise<void> {
    if (chime.isReady() && (await turns.take(key))) chime.ring()
  }
  const isLookedAt = () => chat.isOpen.peek() && chat.isVisible.peek() && chat.screen.peek() === 'thread'
  const isWanted = () => options.peek()?.features.sound !== false && !isMuted.peek()
  function call(key: string): void {
    if (isLookedAt()) turns.settle(key)
    else if (isWanted()) void ring(key)
  }
  return {
    call,
    /** For what is not on screen, whatever else he looks at. */
    callElsewhere(key: string): void {
      if (isWanted()) void ring(key)
    },
    follow(handle: Handle): void {
      const before = heard?.handle === handle ? heard.n : null
      const newest = handle.timeline.value.findLast((item) => item.type === 'message' && !item.mine && item.n !== null)
      const n = newest?.n ?? 0
      heard = { handle, n }
      if (before === null || n <= before) return
      call(`${handle.id.peek()}:${n}`)
    },
    end() {
      chime.end()
      turns.end()
    },
  }
}

/** The newest unread message beside the launcher, until it is dismissed, read, or the chat is opened. */
function createPreview(kit: Kit, models: Models, frame: Frame) {
  const { chat, quiet, store } = models
  let place: Promise<BubblePlace> | null = null
  let standing: { key: string; bubble: Bubble } | null = null
  let isOver = false

  function fetched(): Promise<BubblePlace> {
    place ??= import('./bubble.ts').then(({ create }) => create(kit)(models, frame))
    place.catch(() => {
      place = null // the line is down; the next message asks again
    })
    return place
  }
  async function put(bubble: Bubble): Promise<boolean> {
    try {
      const { show } = await fetched()
      return !isOver && show(bubble)
    } catch {
      return false
    }
  }
  function clear(): void {
    const { bubble } = standing ?? {}
    standing = null
    if (bubble) void place?.then(({ hide }) => hide(bubble))
  }

  return {
    follow(handle: Handle, unread: readonly Message[]): void {
      const newest = unread.at(-1)
      const key = newest?.body && `${handle.id.value}:${newest.n}`
      const isAllowed = !chat.isOpen.value && !quiet.value
      if (!newest?.body || !key || !isAllowed || store.read('dismissed') === key) return clear()
      if (standing?.key === key) return
      const { id, name = kit.t('team') } = newest.actor
      const bubble: Bubble = {
        ...{ from: { id, name }, text: newest.body.fallback, isMarked: true, count: unread.length },
        onOpen: () => goToThread(models, frame),
        onDismiss: () => store.write('dismissed', key),
      }
      standing = { key, bubble }
      void put(bubble)
    },
    hide: (bubble: Bubble) => void place?.then((there) => there.hide(bubble)),
    /** What is no message gives way to one. */
    show: async (bubble: Bubble) => !standing && !quiet.peek() && put(bubble),
    end() {
      isOver = true
      void place?.then(({ end }) => end())
    },
  }
}
