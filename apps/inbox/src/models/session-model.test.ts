import { ClientError, type Environment } from '@parley/client'
import { describe, expect, it } from 'vitest'
import { createFakeClock, settle } from '../testing/fake-clock.ts'
import { anAgent } from '../testing/records.ts'
import type { PublicApi, PublicRoute } from './public-api.ts'
import { SessionModel } from './session-model.ts'

const workspace = { id: 'wsp_00000000000000000001', name: 'Shop' } as const
const anAnswer = (access: string) => ({ access, expiresAt: '2026-03-10T10:10:00Z', agent: anAgent(), workspace })
const refused = () => Promise.reject(new ClientError('unauthenticated', 401))
const unheard = () => Promise.reject(new ClientError('network', 0))

/** Tabs of one browser: messages reach the other ones. */
function aBrowser() {
  const listeners = new Map<number, () => void>()
  const texts = new Map<string, string>()
  const dropped: string[] = []
  const clock = createFakeClock()
  let last = 0
  let now = 0
  let leaving: Promise<unknown> | null = null
  let turn: Promise<unknown> = Promise.resolve()
  const storage = {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
    removeItem: (key: string) => void texts.delete(key),
  }
  const deleteDatabase = (name: string) => {
    dropped.push(name)
    const request: Partial<IDBOpenDBRequest> = {}
    queueMicrotask(() => request.onsuccess?.call(request as IDBOpenDBRequest, new Event('success')))
    return request
  }
  const aTab = (answer: () => Promise<unknown>) => {
    const tab = ++last
    const calls: PublicRoute[] = []
    const api = ((name: PublicRoute) => {
      calls.push(name)
      if (name === 'signOut' && leaving) return leaving
      return name === 'signOut' && answer !== unheard ? Promise.resolve() : answer()
    }) as PublicApi
    const env = {
      now: () => now,
      storage: () => storage,
      indexedDB: () => ({ deleteDatabase }),
      ...{ setTimeout: clock.setTimeout, clearTimeout: clock.clearTimeout },
      lock<T>(_: string, task: () => Promise<T>) {
        const mine = turn.then(task)
        turn = mine.catch(() => undefined)
        return mine
      },
      openChannel(_: string, onMessage: () => void) {
        listeners.set(tab, onMessage)
        const post = () => listeners.forEach((listener, id) => void (id !== tab && listener()))
        return { post, close: () => void listeners.delete(tab) }
      },
    } as unknown as Environment // the doors that a session uses
    return { model: new SessionModel(env, api), calls, setAnswer: (next: typeof answer) => (answer = next) }
  }
  /** Sign-outs are answered by this. */
  const holdSignOut = (answer: Promise<unknown> | null) => (leaving = answer)
  return Object.assign(aTab, { dropped, clock, holdSignOut, later: (ms: number) => (now += ms) })
}

describe('a session', () => {
  it('is found again by the cookie after a reload', async () => {
    const { model } = aBrowser()(async () => anAnswer('one'))
    await model.start()
    expect(model.session.value).toMatchObject({ phase: 'signed_in', agent: { name: 'Ada' } })
    expect(await model.access({ renew: false })).toBe('one')
  })

  it('S5 renews its token once for many askers', async () => {
    let made = 0
    const { model, calls } = aBrowser()(async () => anAnswer(`token ${++made}`))
    await model.start()
    const tokens = await Promise.all([1, 2, 3].map(() => model.access({ renew: true })))
    expect(tokens).toEqual(['token 2', 'token 2', 'token 2'])
    expect(calls).toEqual(['refreshSession', 'refreshSession'])
  })

  it('that nobody had begins at the sign-in, without a word', async () => {
    const { model } = aBrowser()(refused)
    await model.start()
    expect(model.session.value).toEqual({ phase: 'signed_out', why: null })
  })

  it('S6 that was ended elsewhere says so', async () => {
    const tab = aBrowser()(async () => anAnswer('one'))
    await tab.model.start()
    tab.setAnswer(refused)
    expect(await tab.model.access({ renew: true })).toBeNull()
    expect(tab.model.session.value).toEqual({ phase: 'signed_out', why: 'ended' })
  })

  it('outlives a server that does not answer', async () => {
    const tab = aBrowser()(async () => anAnswer('one'))
    await tab.model.start()
    tab.setAnswer(unheard)
    await expect(tab.model.access({ renew: true })).rejects.toMatchObject({ code: 'network' })
    expect(tab.model.session.value.phase).toBe('signed_in')
  })

  it('says that the server does not answer when it is not known who is there', async () => {
    const tab = aBrowser()(unheard)
    await tab.model.start()
    expect(tab.model.session.value.phase).toBe('unreachable')
    tab.setAnswer(async () => anAnswer('one'))
    tab.model.retry()
    await settle()
    expect(tab.model.session.value.phase).toBe('signed_in')
  })
})

describe('several tabs', () => {
  it('are signed in and out together', async () => {
    const browser = aBrowser()
    let isSignedIn = false
    const answer = async () => (isSignedIn ? anAnswer('one') : refused())
    const [first, second] = [browser(answer), browser(answer)]
    await Promise.all([first.model.start(), second.model.start()])
    isSignedIn = true
    await first.model.open('signIn', { email: 'ada@example.com', password: 'secret' })
    await settle()
    expect(second.model.session.value.phase).toBe('signed_in')
    isSignedIn = false
    await second.model.signOut()
    await settle()
    expect(first.model.session.value.phase).toBe('signed_out')
  })
})

describe('without the server', () => {
  const DAY_MS = 24 * 3_600_000
  const copies = `parley-copies:${workspace.id}:${anAgent().id}`

  it('whoever was here last reads on for a week, and by then the server must have said so again', async () => {
    const browser = aBrowser()
    await browser(async () => anAnswer('one')).model.start()
    browser.later(6 * DAY_MS)
    const { model } = browser(unheard)
    await model.start()
    expect(model.session.value).toMatchObject({ phase: 'signed_in', agent: { name: 'Ada' }, workspace })
    browser.later(2 * DAY_MS)
    const late = browser(unheard)
    await late.model.start()
    expect(late.model.session.value).toEqual({ phase: 'unreachable' })
  })

  it('he is there at once while the server has not answered, and stays as he is when it says the same', async () => {
    const browser = aBrowser()
    await browser(async () => anAnswer('one')).model.start()
    const { model } = browser(async () => anAnswer('two'))
    const asked = model.start()
    expect(model.session.value).toMatchObject({ phase: 'signed_in', agent: { name: 'Ada' }, opened: 1 })
    await asked
    expect(model.session.value).toMatchObject({ phase: 'signed_in', opened: 1 })
    expect(await model.access({ renew: false })).toBe('two')
  })

  it('he begins anew when the server says that he is called otherwise now', async () => {
    const browser = aBrowser()
    await browser(async () => anAnswer('one')).model.start()
    const { model } = browser(async () => ({ ...anAnswer('two'), agent: { ...anAgent(), name: 'Ada L.' } }))
    await model.start()
    expect(model.session.value).toMatchObject({ phase: 'signed_in', agent: { name: 'Ada L.' }, opened: 2 })
  })

  it('he is gone again once the server says that his session ended meanwhile', async () => {
    const browser = aBrowser()
    await browser(async () => anAnswer('one')).model.start()
    const { model } = browser(refused)
    await model.start()
    expect(model.session.value).toEqual({ phase: 'signed_out', why: 'ended' })
    await expect.poll(() => browser.dropped).toEqual([copies])
  })

  it('nobody is there who signed out, though the server has not heard of it', async () => {
    const browser = aBrowser()
    const tab = browser(async () => anAnswer('one'))
    await tab.model.start()
    tab.model.leaving()
    const { model } = browser(unheard)
    const asked = model.start()
    expect(model.session.value.phase).toBe('starting')
    await asked
  })

  it('what was kept goes once the server says that the session is over', async () => {
    const browser = aBrowser()
    await browser(async () => anAnswer('one')).model.start()
    const tab = browser(unheard)
    await tab.model.start()
    tab.setAnswer(refused)
    expect(await tab.model.access({ renew: false })).toBeNull()
    expect(tab.model.session.value).toEqual({ phase: 'signed_out', why: 'ended' })
    await expect.poll(() => browser.dropped).toEqual([copies])
    const next = browser(unheard)
    await next.model.start()
    expect(next.model.session.value).toEqual({ phase: 'unreachable' })
  })

  it('a sign-out holds in every tab, and the server hears of it before anybody comes in again', async () => {
    const browser = aBrowser()
    const tab = browser(async () => anAnswer('one'))
    await tab.model.start()
    const other = browser(unheard)
    await other.model.start()
    tab.setAnswer(unheard)
    await tab.model.signOut()
    await settle()
    expect(other.model.session.value).toEqual({ phase: 'signed_out', why: 'ended' })
    expect(browser.dropped).toContain(copies)
    const later = browser(refused)
    await later.model.start()
    expect(later.calls).toEqual(['signOut', 'refreshSession'])
    expect(later.model.session.value).toEqual({ phase: 'signed_out', why: null })
  })

  it('somebody else who signs in finds nothing of the one before', async () => {
    const browser = aBrowser()
    await browser(async () => anAnswer('one')).model.start()
    const other = anAgent({ id: 'agt_00000000000000000077' })
    await browser(async () => ({ ...anAnswer('two'), agent: other })).model.start()
    await settle()
    expect(browser.dropped).toEqual([copies])
  })
})

describe('a sign-out', () => {
  const OTHER = anAgent({ id: 'agt_00000000000000000077' })
  const BY_PASSWORD = { email: 'bo@example.com', password: 'secret' }

  it('holds from where it began, also if the tab is closed before its end', async () => {
    const browser = aBrowser()
    const tab = browser(async () => anAnswer('one'))
    await tab.model.start()
    tab.model.leaving()
    const next = browser(refused)
    await next.model.start()
    expect(next.calls).toEqual(['signOut', 'refreshSession'])
    expect(next.model.session.value.phase).toBe('signed_out')
  })

  it('that is under way ends before somebody else comes in', async () => {
    const browser = aBrowser()
    const tab = browser(async () => anAnswer('one'))
    await tab.model.start()
    const { promise, resolve } = Promise.withResolvers<void>()
    browser.holdSignOut(promise)
    const out = tab.model.signOut()
    await settle()
    tab.setAnswer(async () => ({ ...anAnswer('two'), agent: OTHER }))
    const opening = tab.model.open('signIn', BY_PASSWORD)
    await settle()
    expect(tab.calls).toEqual(['refreshSession', 'signOut'])
    resolve()
    await Promise.all([out, opening])
    expect(tab.calls).toEqual(['refreshSession', 'signOut', 'signIn'])
    expect(tab.model.session.value).toMatchObject({ phase: 'signed_in', agent: { id: OTHER.id } })
  })

  it('that gets no answer keeps nobody out, and is not repeated once somebody is in', async () => {
    const browser = aBrowser()
    const tab = browser(async () => anAnswer('one'))
    await tab.model.start()
    browser.holdSignOut(new Promise(() => undefined))
    const out = tab.model.signOut()
    const opening = tab.model.open('signIn', BY_PASSWORD)
    await settle()
    await browser.clock.advance(10_000)
    await Promise.all([out, opening])
    expect(tab.model.session.value.phase).toBe('signed_in')
    const next = browser(async () => anAnswer('two'))
    await next.model.start()
    expect(next.calls).toEqual(['refreshSession'])
  })

  it('is not taken back by a renewal that was under way', async () => {
    const tab = aBrowser()(async () => anAnswer('one'))
    await tab.model.start()
    const { promise, resolve } = Promise.withResolvers<unknown>()
    tab.setAnswer(() => promise)
    const renewed = tab.model.access({ renew: true })
    await settle()
    const out = tab.model.signOut()
    resolve(anAnswer('two'))
    await out
    expect(await renewed).toBeNull()
    expect(tab.model.session.value).toEqual({ phase: 'signed_out', why: null })
  })

  it('that a tab hears late leaves alone what is kept of whoever signed in since', async () => {
    const browser = aBrowser()
    const tab = browser(async () => anAnswer('one'))
    await tab.model.start()
    const copies = (id: string) => `parley-copies:${workspace.id}:${id}`
    await browser(async () => ({ ...anAnswer('two'), agent: OTHER })).model.start()
    tab.model.ended()
    await expect.poll(() => browser.dropped).toEqual([copies(anAgent().id)])
    const later = browser(unheard)
    await later.model.start()
    expect(later.model.session.value).toMatchObject({ phase: 'signed_in', agent: { id: OTHER.id } })
  })
})
