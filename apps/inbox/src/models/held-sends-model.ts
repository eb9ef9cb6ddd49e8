import type { Client, Environment, SendBody } from '@parley/client'
import type { AgentPreferences, ConversationId } from '@parley/protocol'
import { createModel, effect, type ReadonlySignal, signal } from '@preact/signals'
import { t } from '../i18n/translate.ts'
import type { About } from './composer-about.ts'
import type { DraftsModel } from './drafts-model.ts'
import { createFollowUp, type Later, type Then } from './follow-up.ts'
import type { ToastsModel } from './toasts-model.ts'

type Words = Extract<SendBody<'msg.new'>, { type: 'text' }>
/** An answer that waits to go out, and what it was written with, should it be taken back. */
export type Held = { body: Words; about: About | null; then: Then | null; dueAt: number }
export type Delivery = Pick<Held, 'body' | 'about' | 'then'>
/** The same, or one that goes out later, by the server. */
export type Postponed = Pick<Held, 'body' | 'about'> & { then: Then | Later | null }

type Deps = {
  client: Pick<Client, 'open'>
  env: Pick<Environment, 'now' | 'setTimeout' | 'clearTimeout' | 'storage' | 'on'>
  agentId: string
  drafts: Pick<DraftsModel, 'of' | 'set'>
  toasts: Pick<ToastsModel, 'show'>
  preferences: ReadonlySignal<Pick<AgentPreferences, 'undoSendSeconds'>>
}
type Kept = { id: ConversationId; text: string; dueAt: number }

const SECOND = 1000
/** Whoever holds a message has sent it by then, unless his page died. */
const GRACE_MS = 5 * SECOND

/**
 * Answers that can still be taken back: each waits as long as the agent chose, then goes to the outbox. Leaving the page
 * or signing out sends it at once (and closes nothing); where the page dies, the next one finds it as a draft.
 */
export const HeldSendsModel = createModel((deps: Deps) => {
  const { client, env, drafts, toasts, preferences } = deps
  const all = signal<ReadonlyMap<ConversationId, Held>>(new Map())
  const seconds = signal(0)
  const kept = createKept(deps)
  const follow = createFollowUp({ client, toasts })
  let timer: unknown = null

  function set(id: ConversationId, held: Held | null): void {
    const next = new Map(all.peek())
    if (held) next.set(id, held)
    else next.delete(id)
    all.value = next
    kept.write([...next].map(([one, { body, dueAt }]) => ({ id: one, text: body.text, dueAt })))
  }
  /** One tick for all of them: what is due goes out, the rest says how long it still waits. */
  function tick(): void {
    env.clearTimeout(timer)
    for (const [id, { dueAt }] of all.peek()) if (dueAt <= env.now()) void out(id)
    if (all.peek().size === 0) return
    seconds.value = env.now()
    timer = env.setTimeout(tick, SECOND)
  }
  async function out(id: ConversationId, mayFollow = true): Promise<void> {
    const held = all.peek().get(id)
    if (!held) return
    // The outbox has it, in the same step, before it is forgotten here.
    const sent = follow(id, held.body, mayFollow ? held.then : null)
    set(id, null)
    await sent
  }
  const flush = (mayFollow: boolean) => Promise.all([...all.peek().keys()].map((id) => out(id, mayFollow)))

  for (const one of kept.read()) {
    env.setTimeout(
      () => {
        if (all.peek().has(one.id) || !kept.take(one)) return
        const draft = drafts.of(one.id)
        drafts.set(one.id, { ...draft, mode: 'reply', reply: joined(one.text, draft.reply) })
        toasts.show({ text: t('held.is_draft'), tone: 'problem' })
      },
      one.dueAt + GRACE_MS - env.now(),
    )
  }
  const stop = env.on('pagehide', () => void flush(false))
  effect(() => () => {
    stop()
    env.clearTimeout(timer)
  })

  return {
    all,
    /** Whole seconds until it goes out. */
    secondsLeft: ({ dueAt }: Held) => Math.max(0, Math.ceil((dueAt - Math.max(seconds.value, env.now())) / SECOND)),
    deliver(id: ConversationId, { body, about, then }: Delivery): void {
      const wait = preferences.peek().undoSendSeconds
      // A second answer does not overtake the first.
      if (all.peek().has(id)) void out(id)
      if (wait === 0) return void follow(id, body, then)
      set(id, { body, about, then, dueAt: env.now() + wait * SECOND })
      tick()
    },
    /** What was written, to be written on; null when it has gone out. */
    takeBack(id: ConversationId): Held | null {
      const held = all.peek().get(id) ?? null
      set(id, null)
      return held
    },
    sendNow: (id: ConversationId) => void out(id),
    /** Before the sign-out: resolves when they are stored, or nothing was heard for 10 s. */
    flush: () => flush(false),
  }
})
export type HeldSendsModel = InstanceType<typeof HeldSendsModel>

/** What was taken back stands before what was written since. */
export const joined = (first: string, second: string) => [first, second].filter(Boolean).join('\n\n')

/** What is held by the pages of this browser, lest one dies with it. */
function createKept({ env, agentId }: Deps) {
  const key = `parley-inbox:held:${agentId}`
  const read = (): Kept[] => {
    try {
      return JSON.parse(env.storage()?.getItem(key) ?? '[]')
    } catch {
      return [] // storage that is blocked or holds nonsense is an empty one
    }
  }
  let own: Kept[] = []
  const isSame = (a: Kept) => (b: Kept) => a.id === b.id && a.dueAt === b.dueAt
  const save = (entries: readonly Kept[]) => {
    try {
      if (entries.length) env.storage()?.setItem(key, JSON.stringify(entries))
      else env.storage()?.removeItem(key)
    } catch {
      return // it then lives as long as the page
    }
  }
  return {
    read,
    /** Other pages' stay. */
    write(entries: Kept[]): void {
      save([...read().filter((one) => !own.some(isSame(one))), ...entries])
      own = entries
    },
    /** True for the one page that finds it still there. */
    take(one: Kept): boolean {
      const entries = read()
      if (!entries.some(isSame(one))) return false
      save(entries.filter((other) => !isSame(one)(other)))
      return true
    },
  }
}
