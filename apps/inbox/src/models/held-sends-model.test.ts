import type { CommandResult } from '@parley/client'
import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import { createFakeClient } from '../testing/fake-client.ts'
import { createFakeClock, settle } from '../testing/fake-clock.ts'
import { idOf } from '../testing/records.ts'
import { DraftsModel } from './drafts-model.ts'
import type { Then } from './follow-up.ts'
import { HeldSendsModel } from './held-sends-model.ts'
import type { Toast } from './toasts-model.ts'

type Seconds = 0 | 5 | 10 | 20

/** A browser whose pages may die, and one of its pages. */
function aBrowser(undoSendSeconds: Seconds) {
  const kept = new Map<string, string>()
  const time = createFakeClock()
  let generation = 0
  const clock = {
    ...time,
    /** Timers of pages that died do not run. */
    setTimeout(run: () => void, ms: number) {
      const born = generation
      return time.setTimeout(() => born === generation && run(), ms)
    },
  }
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as Storage
  return {
    clock,
    /** All its pages are gone, without a word. */
    die: () => void generation++,
    aPage() {
      const fake = createFakeClient()
      const toasts: Toast[] = []
      let leave: () => void = () => undefined
      const env = {
        ...clock,
        storage: () => storage,
        on(_: string, listener: () => void) {
          leave = listener
          return () => undefined
        },
      }
      const drafts = new DraftsModel({ storage: () => storage }, 'agt_1')
      const held = new HeldSendsModel({
        ...{ client: fake.client, env, agentId: 'agt_1', drafts },
        toasts: { show: (toast) => void toasts.push(toast) },
        preferences: signal({ undoSendSeconds }),
      })
      const handle = fake.handle(idOf(1))
      const say = (text: string, then: Then | null = null) =>
        held.deliver(idOf(1), { body: { v: 1, type: 'text', text }, about: null, then })
      const sent = () =>
        handle.sent.map(({ kind, body }) => (kind === 'msg.new' ? (body as { text: string }).text : kind))
      return { held, handle, say, sent, drafts, toasts, leave: () => leave() }
    },
  }
}

describe('an answer that can be taken back', () => {
  it('goes out at once when the agent wants it so', () => {
    const page = aBrowser(0).aPage()
    page.say('hello')
    expect(page.sent()).toEqual(['hello'])
    expect(page.held.all.value.size).toBe(0)
  })

  it('waits as long as the agent chose, says how long, and goes out once', async () => {
    const { clock, aPage } = aBrowser(5)
    const page = aPage()
    page.say('hello')
    await clock.advance(4000)
    expect(page.sent()).toEqual([])
    const one = page.held.all.value.get(idOf(1))
    expect(one && page.held.secondsLeft(one)).toBe(1)
    await clock.advance(60_000)
    expect(page.sent()).toEqual(['hello'])
  })

  it('is given back as it was written, and never goes out', async () => {
    const { clock, aPage } = aBrowser(10)
    const page = aPage()
    page.say('helo', { is: 'close' })
    expect(page.held.takeBack(idOf(1))?.body.text).toBe('helo')
    await clock.advance(60_000)
    expect(page.sent()).toEqual([])
    expect(page.held.takeBack(idOf(1))).toBeNull()
  })

  it('is overtaken by no second one', () => {
    const page = aBrowser(10).aPage()
    page.say('first')
    page.say('second')
    expect(page.sent()).toEqual(['first'])
  })

  it('goes out when the page is left or the agent signs out, and closes nothing then', async () => {
    const { clock, aPage } = aBrowser(20)
    for (const end of ['leave', 'flush'] as const) {
      const page = aPage()
      page.say('bye', { is: 'close' })
      if (end === 'leave') page.leave()
      else await page.held.flush()
      expect(page.sent()).toEqual(['bye'])
      const next = aPage()
      await clock.advance(120_000)
      expect(next.drafts.of(idOf(1)).reply).toBe('')
    }
  })

  it('is a draft again where the page died, for one of the next pages, before what was written since', async () => {
    const browser = aBrowser(10)
    const { clock, aPage } = browser
    aPage().say('from the dead')
    browser.die() // its timers with it
    const page = aPage()
    page.drafts.set(idOf(1), { mode: 'note', reply: 'since', note: 'a note' })
    await clock.advance(14_000)
    expect(page.drafts.of(idOf(1)).reply).toBe('since') // the page that holds it might have been alive
    const other = aPage()
    await clock.advance(60_000)
    expect(page.drafts.of(idOf(1))).toEqual({ mode: 'reply', reply: 'from the dead\n\nsince', note: 'a note' })
    expect([...page.toasts, ...other.toasts]).toHaveLength(1)
    expect([...page.sent(), ...other.sent()]).toEqual([])
  })
})

describe('what follows an answer', () => {
  const close: Then = { is: 'close' }
  const ends = async (results: CommandResult[], then: Then) => {
    const page = aBrowser(0).aPage()
    page.handle.results.push(...results)
    page.say('done', then)
    await settle()
    return { sent: page.sent(), toasts: page.toasts }
  }

  it('is done once it is stored, and can be taken back', async () => {
    const { sent, toasts } = await ends([{ phase: 'sent' }], close)
    expect(sent).toEqual(['done', 'conv.status'])
    expect(toasts[0]).toMatchObject({ text: 'Sent and closed.', undo: expect.any(Function) })
    const until = '2026-11-23T08:00:00.000Z'
    expect((await ends([], { is: 'snooze', until })).sent).toEqual(['done', 'conv.snooze'])
  })

  it.each<[string, CommandResult, string]>([
    ['was refused', { phase: 'failed', code: 'too_many_files' }, 'Not sent, so it stays open.'],
    ['is not stored yet', { phase: 'pending' }, 'Not stored yet, so it stays open. The answer goes out by itself.'],
  ])('is not done when the answer %s', async (_, result, text) => {
    const { sent, toasts } = await ends([result], close)
    expect(sent).toEqual(['done'])
    expect(toasts).toEqual([{ text, tone: 'problem' }])
  })

  it('counts as done when a colleague was faster, and tells when it was refused', async () => {
    const faster = await ends([{ phase: 'sent' }, { phase: 'failed', code: 'unchanged' }], close)
    expect(faster.toasts[0]?.text).toBe('Sent and closed.')
    const refused = await ends([{ phase: 'sent' }, { phase: 'failed', code: 'forbidden' }], close)
    expect(refused.toasts).toEqual([{ text: 'Sent, but not closed. Try again in a moment.', tone: 'problem' }])
  })
})
