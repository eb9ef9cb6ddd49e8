import { ClientError } from '@parley/client'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { byRole, SIGNED_IN, showApp, shown, type } from './testing/fake-app.tsx'
import { aMessage, aSite, at, idOf, ME } from './testing/records.ts'

const refused = () => Promise.reject(new ClientError('unauthenticated', 401))
let end: (() => void) | null = null
const open = async (options?: Parameters<typeof showApp>[0]) => {
  const app = await showApp(options)
  end = app.end
  return app
}
const text = () => document.body.textContent ?? ''
const press = (key: string, more: KeyboardEventInit = {}) =>
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))

// happy-dom has no layout and no top layer.
HTMLElement.prototype.showPopover = vi.fn()
HTMLElement.prototype.hidePopover = vi.fn()
Object.defineProperty(HTMLElement.prototype, 'clientHeight', { get: () => 800 })
Object.defineProperty(HTMLElement.prototype, 'clientWidth', { get: () => 324 })

afterEach(() => {
  end?.()
  end = null
})

/** Signs in, and notes what it was asked with. */
const noting = (asked: unknown[]) => (body: unknown) => {
  asked.push(body)
  return SIGNED_IN
}

describe('signing in', () => {
  it('takes email and password, and opens what the address asked for', async () => {
    const asked: unknown[] = []
    const { address } = await open({
      path: `/inbox/c/${idOf(3)}`,
      api: { refreshSession: refused, signIn: noting(asked) },
    })
    type(byRole('textbox', 'Email'), ' ada@example.com ')
    type(byRole('textbox', 'Password'), ' secret ')
    byRole('button', 'Sign in').closest('form')?.requestSubmit()
    await shown()
    expect(asked).toEqual([{ email: 'ada@example.com', password: ' secret ' }])
    expect(byRole('log', 'Messages')).toBeTruthy()
    expect(address()).toBe(`/inbox/c/${idOf(3)}`)
  })

  it.each([
    ['credentials_wrong', 'That email and password do not match.'],
    ['rate', 'Too many tries'],
    ['network', 'No answer from the server'],
  ] as const)('says what to do after %s, and keeps what was typed', async (code, words) => {
    await open({ api: { refreshSession: refused, signIn: () => Promise.reject(new ClientError(code, 400)) } })
    type(byRole('textbox', 'Email'), 'ada@example.com')
    type(byRole('textbox', 'Password'), 'secret')
    byRole('button', 'Sign in').closest('form')?.requestSubmit()
    await shown()
    expect(document.querySelector('[role=alert]')?.textContent).toContain(words)
    expect((byRole('textbox', 'Email') as HTMLInputElement).value).toBe('ada@example.com')
  })

  it('says that the server does not answer, with a way out', async () => {
    const { session } = await open({ api: { refreshSession: () => Promise.reject(new ClientError('network', 0)) } })
    expect(session.session.value.phase).toBe('unreachable')
    expect(byRole('button', 'Try again')).toBeTruthy()
  })
})

describe('one-time links', () => {
  it('S6 set the first password, and the token leaves the address', async () => {
    const asked: unknown[] = []
    const { address } = await open({
      path: '/inbox/password#wsp_1.token',
      api: {
        refreshSession: refused,
        checkPasswordLink: () => ({ name: 'Grace', email: 'grace@example.com' }),
        setPassword: noting(asked),
      },
    })
    expect(text()).toContain('Welcome, Grace')
    type(byRole('textbox', 'New password'), 'a long enough password')
    byRole('button', 'Set password and sign in').closest('form')?.requestSubmit()
    await shown()
    expect(asked).toEqual([{ token: 'wsp_1.token', password: 'a long enough password' }])
    expect(byRole('navigation', 'Views')).toBeTruthy()
    expect(address()).toBe('/inbox')
  })

  it('S6 that were used say so', async () => {
    const dead = () => Promise.reject(new ClientError('link_expired', 410))
    await open({ path: '/inbox/password#x', api: { refreshSession: refused, checkPasswordLink: dead } })
    expect(text()).toContain('This link does not work any more')
  })

  it('set up the workspace', async () => {
    await open({
      path: '/inbox/set-up#token',
      api: { refreshSession: refused, getSetup: () => undefined, setUp: () => SIGNED_IN },
    })
    for (const name of ['Name of your shop or team', 'Your name', 'Email', 'Password']) {
      type(byRole('textbox', name), 'ada@example.com')
    }
    byRole('button', 'Create workspace').closest('form')?.requestSubmit()
    await shown()
    expect(byRole('navigation', 'Views')).toBeTruthy()
  })
})

describe('the inbox', () => {
  it('shows views with their counts and the list, by the names that scripts rely on', async () => {
    const { told } = await open()
    expect(byRole('navigation', 'Views').textContent).toContain('Waiting2')
    expect(byRole('list', 'Conversations').querySelectorAll('li')).toHaveLength(3)
    expect(told.title).toBe('(1) Parley inbox')
  })

  it('opens a conversation, answers it, notes on it, and closes it', async () => {
    const { handle } = await open()
    handle(idOf(3)).timeline.value = [aMessage(1, { ts: at(59) })]
    byRole('list', 'Conversations').querySelector<HTMLElement>('a')?.click()
    await shown()
    expect(byRole('log', 'Messages').textContent).toContain('Message 1')
    byRole('button', 'Claim').click()
    type(byRole('textbox', 'Reply'), 'An answer')
    await shown()
    byRole('button', 'Send').closest('form')?.requestSubmit()
    byRole('tab', 'Note').click()
    await shown()
    type(byRole('textbox', 'Reply'), 'A note')
    await shown()
    byRole('button', 'Add note').closest('form')?.requestSubmit()
    byRole('button', 'Close').click()
    await shown()
    expect(handle(idOf(3)).sent.map(({ kind, body }) => [kind, (body as { text?: string }).text])).toEqual([
      ['conv.assign', undefined],
      ['msg.new', 'An answer'],
      ['note.new', 'A note'],
      ['conv.status', undefined],
    ])
  })

  it('R38 puts nothing of a note into a bubble', async () => {
    const { handle } = await open()
    handle(idOf(3)).timeline.value = [
      aMessage(1),
      aMessage(2, { kind: 'note.new', actor: { type: 'agent', id: ME, name: 'Ada' } }),
    ]
    byRole('list', 'Conversations').querySelector<HTMLElement>('a')?.click()
    await shown()
    expect(byRole('group', 'Private note by You').textContent).toContain('Message 2')
    expect([...document.querySelectorAll('.b')].map(({ textContent }) => textContent)).toEqual(['Message 1'])
  })

  it('N40 S8 shows hostile text as text', async () => {
    const { handle } = await open()
    const hostile = '<img src=x onerror=alert(1)> javascript:alert(1)'
    const body = { v: 1 as const, type: 'text' as const, text: hostile, attachments: [], fallback: hostile }
    handle(idOf(3)).timeline.value = [aMessage(1, { body })]
    byRole('list', 'Conversations').querySelector<HTMLElement>('a')?.click()
    await shown()
    const log = byRole('log', 'Messages')
    expect(log.textContent).toContain(hostile)
    expect(log.querySelectorAll('img, a')).toHaveLength(0)
  })

  it('says what came of a message that was refused, and offers the ways on', async () => {
    const { handle } = await open()
    handle(idOf(3)).timeline.value = [
      aMessage(1, { actor: { type: 'agent', id: ME }, mine: true, send: { phase: 'failed', code: 'blocked' } }),
    ]
    byRole('list', 'Conversations').querySelector<HTMLElement>('a')?.click()
    await shown()
    expect(text()).toContain('Not sent, this visitor is blocked.')
    expect(byRole('button', 'Try again')).toBeTruthy()
    expect(byRole('button', 'Delete')).toBeTruthy()
  })

  it('goes by keyboard from row to row, and shows what each key does', async () => {
    const { address } = await open()
    press('j')
    await shown()
    expect(address()).toContain(idOf(3))
    press('j')
    await shown()
    expect(address()).toContain(idOf(2))
    press('k')
    press('Escape')
    await shown()
    expect(address()).toBe('/inbox')
    press('?', { shiftKey: true })
    await shown()
    expect(document.querySelector('dialog')?.textContent).toContain('Take the next one')
  })

  it('goes by arrows from a focused row to the next, and leaves Enter to what has the focus', async () => {
    const { address } = await open()
    const row = byRole('list', 'Conversations').querySelector<HTMLElement>('a')
    const arrow = new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true })
    row?.dispatchEvent(arrow)
    await shown()
    expect(address()).toContain(idOf(3))
    const button = byRole('button', 'Claim')
    expect(button.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))).toBe(
      true,
    )
  })

  it('does nothing at a letter while a field has the focus', async () => {
    const { address } = await open({ path: `/inbox/c/${idOf(3)}` })
    byRole('textbox', 'Reply').dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }))
    await shown()
    expect(address()).toBe(`/inbox/c/${idOf(3)}`)
  })

  it('is left as soon as the session is ended elsewhere', async () => {
    const { connection } = await open()
    connection.value = { phase: 'stopped', reason: 'signed_out' }
    await shown()
    expect(text()).toContain('You were signed out')
    expect(byRole('button', 'Sign in')).toBeTruthy()
  })

  it('says that the list did not load, and loads it when asked', async () => {
    const { answers } = await open({ answers: { listConversations: () => Promise.reject(new Error('no line')) } })
    expect(text()).toContain('The list did not load.')
    answers.listConversations = () => ({ rows: [], cursor: null, at: at(0), keys: [], truncated: false })
    byRole('button', 'Try again').click()
    await shown()
    expect(text()).toContain('Nothing is open.')
  })

  it('takes keys for commands where a conversation is gone and there is nothing to write in', async () => {
    const { handle, address } = await open({ path: `/inbox/c/${idOf(9)}` })
    handle(idOf(9)).state.value = 'gone'
    await shown()
    press('r')
    await shown()
    press('g')
    press('m')
    await shown()
    expect(address()).toContain('mentions')
  })

  it('says that a conversation is gone, and leads back', async () => {
    const { handle, address } = await open({ path: `/inbox/c/${idOf(9)}` })
    handle(idOf(9)).state.value = 'gone'
    await shown()
    expect(text()).toContain('This conversation is gone')
    byRole('button', 'Back to the list').click()
    expect(address()).toBe('/inbox?view=open')
  })
})

describe('settings', () => {
  it('give an owner sites, agents and the own profile', async () => {
    await open({ path: '/inbox/settings/sites' })
    expect(byRole('navigation', 'Settings').textContent).toMatch(/^SettingsSitesAgents.*Your profile$/)
    expect(byRole('list', 'Sites').textContent).toContain('Shop')
  })

  it('give an agent his profile, and say whom to ask for the rest', async () => {
    const agent = { ...SIGNED_IN.agent, role: 'agent' as const }
    await open({ path: '/inbox/settings/sites', api: { refreshSession: () => ({ ...SIGNED_IN, agent }) } })
    expect(byRole('navigation', 'Settings').textContent).toMatch(/^Settings(?!Sites).*Your profile$/)
    expect(text()).toContain('Only owners and admins can change this')
  })

  it('copy the script tag of a site', async () => {
    const { told } = await open({ path: '/inbox/settings/sites/ste_00000000000000000001' })
    byRole('button', 'Copy').click()
    await shown()
    expect(told.copied).toEqual(['<script async src="https://chat.example/s/shop.js"></script>'])
  })

  it('lead to the pages of a site, and keep a change until it is saved', async () => {
    await open({ path: '/inbox/settings/sites/ste_00000000000000000001/messages' })
    expect(byRole('list', 'Pages of this site').textContent).toContain('Messages')
    byRole('switch', 'Reactions').click()
    await shown()
    expect(text()).toContain('1 change not saved')
    byRole('button', 'Discard').click()
    await shown()
    expect(text()).not.toContain('not saved')
  })

  it('show beside a link that it leads nowhere, and save a good one with its text', async () => {
    const calls: unknown[] = []
    const updateSite = (input: unknown) => {
      calls.push(input)
      return aSite()
    }
    await open({ path: '/inbox/settings/sites/ste_00000000000000000001/home', answers: { updateSite } })
    byRole('button', 'Add a link').click()
    await shown()
    type(byRole('textbox', 'Address'), 'delivery')
    await shown()
    expect(text()).toContain('Write it like')
    type(byRole('textbox', 'Address'), 'https://shop.example/delivery')
    await shown()
    byRole('button', 'Save').closest('form')?.requestSubmit()
    await shown()
    expect(JSON.stringify(calls)).toContain('https://shop.example/delivery')
  })

  it('leave nothing of a person behind at the sign-out', async () => {
    const signedOut: string[] = []
    await open({ path: '/inbox/settings/profile', api: { signOut: () => void signedOut.push('out') } })
    byRole('button', 'Sign out').click()
    await shown()
    expect(signedOut).toEqual(['out'])
    expect(byRole('button', 'Sign in')).toBeTruthy()
  })
})
