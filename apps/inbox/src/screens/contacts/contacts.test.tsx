import { ClientError } from '@parley/client'
import type { ContactProfile } from '@parley/protocol'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { byRole, showApp, shown, type } from '../../testing/fake-app.tsx'
import { aContact, aVisitor } from '../../testing/records.ts'

let end: (() => void) | null = null
afterEach(() => {
  end?.()
  end = null
})

// happy-dom has no layout.
HTMLElement.prototype.scrollIntoView = vi.fn()
HTMLElement.prototype.scrollTo = vi.fn()
Object.defineProperty(HTMLElement.prototype, 'clientHeight', { get: () => 800 })

type Query = { search?: string; sort?: string; cursor?: string; verified?: string; tag?: string }
const ids = [1, 2, 3].map((n) => `con_${String(n).padStart(20, '0')}` as const)
const people = ['Ada', 'Bo', 'Cleo'].map((name, n) => aContact({ id: ids[n] ?? 'con_', name, email: null }))

async function open(all: ContactProfile[], { path = '/inbox/contacts', answers = {} } = {}) {
  const asked: Query[] = []
  const state = { isDown: false }
  const app = await showApp({
    path,
    answers: {
      listCustomFields: () => ({ fields: [] }),
      listContacts({ query }: { query: Query }) {
        asked.push(query)
        if (state.isDown) throw new ClientError('network', 0)
        const fit = all.filter(({ name }) => !query.search || name?.toLowerCase().includes(query.search))
        const page = query.cursor ? fit.slice(2) : fit.slice(0, 2)
        return { contacts: page, cursor: fit.length > 2 && !query.cursor ? 'next' : null, truncated: false }
      },
      getContact: ({ params }: { params: { id: string } }) => ({
        ...{ contact: all.find(({ id }) => id === params.id), visitors: [aVisitor()], conversations: [] },
      }),
      ...answers,
    },
  })
  end = app.end
  await shown()
  await shown()
  return { ...app, asked, state }
}
const rows = () => [...byRole('list', 'Contacts').querySelectorAll('.co-who')].map((row) => row.textContent)
const press = (key: string) =>
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))

describe('the list of contacts', () => {
  it('comes page by page, each person once, and opens with g k', async () => {
    const { asked, router } = await open(people, { path: '/inbox' })
    press('g')
    press('k')
    await shown()
    await shown()
    expect(router.route.value.screen).toBe('contacts')
    expect(rows()).toEqual(['Ada', 'Bo', 'Cleo'])
    expect(asked.map(({ cursor }) => cursor)).toEqual([undefined, 'next'])
  })

  it('looks for words, narrows and sorts on the server, and gives everybody back', async () => {
    const { asked, clock } = await open(people)
    type(byRole('textbox', 'Search contacts'), 'zzz')
    await clock.advance(300)
    await shown()
    expect(asked.at(-1)).toMatchObject({ search: 'zzz', sort: 'seen' })
    expect(document.querySelector('main')?.textContent).toContain('Nobody matches.')
    byRole('button', 'Show all').click()
    await shown()
    const who = document.querySelector<HTMLSelectElement>('select[aria-label="Who is shown"]')
    if (who) who.value = 'verified'
    who?.dispatchEvent(new Event('change', { bubbles: true }))
    await shown()
    expect(asked.at(-1)).toMatchObject({ verified: 'true' })
  })

  it('says that it did not load, and tries again', async () => {
    const { state } = await open(people)
    state.isDown = true
    const sort = document.querySelector<HTMLSelectElement>('select[aria-label="Order"]')
    if (sort) sort.value = 'name'
    sort?.dispatchEvent(new Event('change', { bubbles: true }))
    await shown()
    expect(document.querySelector('[role=alert]')?.textContent).toContain('did not load')
    state.isDown = false
    byRole('button', 'Try again').click()
    await shown()
    expect(rows()).toContain('Ada')
  })

  it('walks with j and k, shows one beside the list, and goes back with Escape', async () => {
    const { router } = await open(people)
    press('j')
    press('j')
    await shown()
    expect(router.route.value).toEqual({ screen: 'contacts', contactId: ids[1] })
    expect(document.querySelector('aside')?.textContent).toContain('Bo')
    press('Escape')
    await shown()
    expect(router.route.value).toEqual({ screen: 'contacts', contactId: null })
  })

  it('shows a person anew once the line is back: what was shown may have been a copy', async () => {
    let name = 'Ada'
    const getContact = () => ({ contact: aContact({ id: ids[0] ?? 'con_', name }), visitors: [], conversations: [] })
    const { connection, calls } = await open(people, { path: `/inbox/contacts/${ids[0]}`, answers: { getContact } })
    const asked = () => calls.filter((call) => call.name === 'getContact').length
    expect(asked()).toBe(1)
    connection.value = { phase: 'waiting', downSince: 0, retryAt: 1 }
    await shown()
    name = 'Ada Byron'
    expect(asked()).toBe(1)
    connection.value = { phase: 'online', transport: 'socket' }
    await shown()
    expect(asked()).toBe(2)
    expect(document.querySelector('aside')?.textContent).toContain('Ada Byron')
  })

  it('makes a contact by hand, and keeps what was typed where the server refuses it', async () => {
    let isRefused = true
    const createContact = () => {
      if (isRefused) throw new ClientError('invalid_request', 400)
      return people[2]
    }
    const { router } = await open(people, { answers: { createContact } })
    byRole('button', 'New contact').click()
    await shown()
    type(byRole('textbox', 'Name'), 'Cleo')
    const form = document.querySelector('dialog form')
    form?.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }))
    await shown()
    expect(document.querySelector('dialog [role=alert]')).toBeTruthy()
    expect(document.querySelector<HTMLInputElement>('dialog input[name=name]')?.value).toBe('Cleo')
    isRefused = false
    form?.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }))
    await shown()
    expect(router.route.value).toEqual({ screen: 'contacts', contactId: ids[2] })
  })
})
