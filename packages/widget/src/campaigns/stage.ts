import type { RunningCampaign } from '@parley/protocol'
import type { Bubble } from '../app/models/attention.ts'
import type { Invited } from '../app/models/chat-model.ts'
import type { Chat } from '../app/sdk/chat.ts'
import type { Frame } from '../loader/frame.ts'
import type { Memory } from './memory.ts'
import { isTalking, isWelcome } from './welcome.ts'

type Campaign = RunningCampaign
type What = 'shown' | 'clicked' | 'dismissed'

/** Where the chat covers the page (`sheet.ts` says the same): nothing opens by itself there. */
const COVERS = '(max-width:480px),(max-height:560px)'

/** The chat begins with it: the visitor answers what he read, and his first message says so. */
function invite({ models: { chat, settings } }: Chat, { id, text, from }: Campaign, locale: string): void {
  if (!chat.handle.peek() || chat.handle.peek()?.id.peek()) chat.startNew()
  const handle = chat.handle.peek()
  if (!handle) return
  const { send } = handle
  handle.send = (kind, body) =>
    send(kind, kind === 'msg.new' && !handle.id.peek() ? { campaign: { id, locale }, ...body } : body)
  const actor = { type: 'system', id: settings.name, name: settings.name, ...from }
  const body = { v: 1, type: 'text', text, fallback: text, attachments: [] }
  const item = {
    ...{ type: 'message', key: id, n: null, messageId: null, kind: 'msg.new', mine: false, actor, body },
    ...{ reactions: [], ts: new Date().toISOString(), send: { phase: 'sent' } },
  }
  // It is no message of the log: its key is no command's.
  chat.invited.value = { key: handle.createKey, item: item as unknown as Invited['item'] }
  chat.screen.value = 'thread'
}

/** The messenger's own bubble where it has one, since there is one place for both. Null when nothing may stand there. */
async function place(frame: Frame, { models, kit }: Chat, bubble: Bubble): Promise<(() => void) | null> {
  const attention = models.attention.peek()
  if (attention) return (await attention.showBubble(bubble)) ? () => attention.hideBubble(bubble) : null
  const [{ create }] = await Promise.all([import('../app/lazy/bubble.ts'), kit.loadMore()])
  const one = create(kit)(models, frame)
  frame.widget.signal.addEventListener('abort', one.end)
  return one.show(bubble) ? () => one.hide(bubble) : null
}

/** Opens the chat without taking the page's focus; said to people who listen. False when the page did not let it. */
async function open(frame: Frame, chat: Chat, campaign: Campaign, locale: string): Promise<boolean> {
  const { chat: model } = chat.models
  invite(chat, campaign, locale)
  frame.isUnasked = true
  await frame.setOpen(true)
  frame.isUnasked = false
  model.spoken.value = `${campaign.from?.name ?? frame.settings.name}: ${campaign.text}`
  return model.isOpen.peek()
}

/** Tells the page, and the server, which counts. */
function tell({ settings, emit }: Frame, what: What, { id }: Campaign): void {
  emit(`campaign:${what}`, { campaignId: id })
  const url = `${settings.api}/api/v1/sites/${settings.key}/campaigns/${id}/counts`
  const headers = { 'content-type': 'application/json' }
  // One that is not counted is not missed.
  fetch(url, { method: 'POST', keepalive: true, headers, body: JSON.stringify({ what }) }).catch(() => undefined)
}

/** What one tab keeps reaches the others a moment later, by way of another process than the lock: milliseconds. */
const KEPT_EVERYWHERE_MS = 1_000

/**
 * Two tabs look at what was shown, and say that they show it, one after the other. `task` tells whether it showed it:
 * then nobody else looks before he can see that.
 */
async function oneTabAtATime({ settings }: Frame, task: () => Promise<boolean>): Promise<void> {
  const { locks } = navigator as Partial<Navigator> // only in secure contexts
  if (!locks) return void (await task())
  await new Promise<void>((done) => {
    void locks.request(`parley:${settings.key}:campaign`, async () => {
      const isShown = await task().finally(done)
      if (isShown) await new Promise((end) => setTimeout(end, KEPT_EVERYWHERE_MS))
    })
  })
}

/** The one place where a campaign is shown: a bubble beside the launcher, or the open chat. */
export function createStage(frame: Frame, memory: Memory, locale: string) {
  let standing: { campaign: Campaign; hide(): void } | null = null
  let isBusy = false

  function closed(campaign: Campaign): void {
    standing = null
    memory.closed(campaign)
    tell(frame, 'dismissed', campaign)
  }
  function bubbleOf(chat: Chat, campaign: Campaign): Bubble {
    const { text, from, replies } = campaign
    const { composer } = chat.models
    const press = (words?: string) => () => {
      standing = null
      tell(frame, 'clicked', campaign)
      invite(chat, campaign, locale)
      if (words) composer.write(words)
      void frame.setOpen(true)
      if (words) composer.send() // goes out as soon as nothing else is asked of him
    }
    const buttons = replies.map((label) => ({ label, onPress: press(label) }))
    return { from, text, buttons, onOpen: press(), onDismiss: () => closed(campaign) }
  }

  /** The chat was opened while it stands: it begins with it. A conversation that goes on, and a page that wants quiet, end it. */
  function follow(chat: Chat, campaign: Campaign): void {
    const { models, kit } = chat
    const end: () => void = kit.effect(() => {
      const isOpen = models.chat.isOpen.value
      const isOver = models.quiet.value || isTalking(chat)
      if (standing?.campaign === campaign && !isOpen && !isOver) return
      queueMicrotask(() => {
        end()
        if (standing?.campaign !== campaign) return
        standing.hide()
        standing = null
        if (isOpen && !isOver) invite(chat, campaign, locale)
      })
    })
  }

  async function stand(chat: Chat, campaign: Campaign): Promise<boolean> {
    if (campaign.opens && !matchMedia(COVERS).matches) return open(frame, chat, campaign, locale)
    const hide = await place(frame, chat, bubbleOf(chat, campaign))
    if (!hide) return false
    standing = { campaign, hide }
    follow(chat, campaign)
    return true
  }

  return {
    isTaken: () => isBusy || standing !== null,
    /** `isStill`: whether it is still meant for this page and visitor, once the chat is there. */
    async show(campaign: Campaign, isStill: () => boolean): Promise<void> {
      isBusy = true
      const chat = (await frame.load().catch(() => null)) as Chat | null
      if (chat && (await isWelcome(frame, chat, campaign)))
        await oneTabAtATime(frame, async () => {
          if (!isStill() || !(await stand(chat, campaign))) return false
          memory.shown(campaign)
          tell(frame, 'shown', campaign)
          return true
        })
      isBusy = false
    },
    /** As if the visitor had closed it. */
    dismiss(id?: string): void {
      if (!standing || (id && id !== standing.campaign.id)) return
      const { campaign, hide } = standing
      hide()
      closed(campaign)
    },
    /** Another page is looked at: what does not fit there goes, and may come again. */
    leave(isFit: (campaign: Campaign) => boolean): void {
      if (!standing || isFit(standing.campaign)) return
      standing.hide()
      standing = null
    },
  }
}
export type Stage = ReturnType<typeof createStage>
