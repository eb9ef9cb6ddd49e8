import { ClientError } from '@parley/client'
import type { LiveVisitor } from '@parley/protocol'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { byRole, showApp, shown, type } from '../../testing/fake-app.tsx'
import { aLiveVisitor, aSite, at, aVisitor, idOf, ME, OTHER_AGENT } from '../../testing/records.ts'

type Query = { siteId?: string; search?: string }

let end: (() => void) | null = null
afterEach(() => {
  end?.()
  end = null
})

// happy-dom has no layout.
HTMLElement.prototype.scrollIntoView = vi.fn()

/** The screen with those who are there; `there` may change while it is shown. */
async function open(there: LiveVisitor[], { path = '/inbox/visitors', answers = {} } = {}) {
  const asked: Query[] = []
  const state = { there, isDown: false }
  const app = await showApp({
    path,
    answers: {
      countLiveVisitors: () => ({ total: state.there.length }),
      listLiveVisitors({ query }: { query: Query }) {
        asked.push(query)
        if (state.isDown) throw new ClientError('network', 0)
        const fit = state.there.filter(({ siteId, name }) => {
          const isOfSite = !query.siteId || query.siteId === siteId
          return isOfSite && (!query.search || name?.includes(query.search))
        })
        return { visitors: fit, total: state.there.length, truncated: false }
      },
      getVisitor: ({ params }: { params: { id: LiveVisitor['id'] } }) => ({
        visitor: aVisitor({ id: params.id, name: null, email: null }),
        conversations: [],
      }),
      ...answers,
    },
  })
  end = app.end
  await shown()
  return { ...app, asked, state }
}
const rows = () => [...byRole('list', 'Visitors').querySelectorAll('li')].map((row) => row.textContent ?? '')
const links = () => [...document.querySelectorAll<HTMLAnchorElement>('.vi-who')]
const text = () => document.querySelector('main')?.textContent ?? ''
const press = (key: string, target: Element = document.body) =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))

describe('the list of visitors', () => {
  it('shows who is there: the page, since when, and where their conversation stands', async () => {
    const conversation = { id: idOf(1), status: 'open', assigneeId: null, waitingSince: at(2) } as const
    await open([
      aLiveVisitor(1, { name: 'Vera', language: 'de-AT', conversation }),
      aLiveVisitor(2, { email: 'otto@example.com', conversation: { ...conversation, assigneeId: OTHER_AGENT } }),
      aLiveVisitor(3, { page: null, blocked: true, conversation: { ...conversation, assigneeId: ME } }),
      aLiveVisitor(4, { conversation: { ...conversation, status: 'closed' } }),
      aLiveVisitor(5),
    ])
    const [vera, otto, third, fourth, fifth] = rows()
    for (const words of ['Vera', 'Pot 1', '/pots/1', 'Austrian German', 'Waiting', '59m']) expect(vera).toContain(words)
    for (const words of ['otto@example.com', 'With Tomas']) expect(otto).toContain(words)
    for (const words of ['Visitor', 'Not known', 'With you', 'Blocked']) expect(third).toContain(words)
    expect(fourth).toContain('Closed')
    expect(fifth).toContain('None')
    expect(rows().join()).not.toContain('Site')
  })

  it('opens pages apart from us, without a hold on the inbox, and conversations in it', async () => {
    const conversation = { id: idOf(1), status: 'open', assigneeId: null, waitingSince: at(2) } as const
    const { address } = await open([aLiveVisitor(1, { conversation })])
    const page = byRole('link', 'Pot 1 (opens in a new tab)') as HTMLAnchorElement
    expect([page.href, page.target, page.rel]).toEqual(['https://shop.example/pots/1', '_blank', 'noopener noreferrer'])
    byRole('link', 'Conversation: Waiting').click()
    await shown()
    expect(address()).toBe(`/inbox/c/${idOf(1)}`)
  })

  it('says in one sentence who is not in it, also when nobody is', async () => {
    await open([])
    expect(text()).toContain('Visitors who have not opened it are not listed')
    expect(text()).toContain('Nobody is connected right now')
    expect(byRole('link', 'Visitors')).toBeTruthy()
  })

  it('follows whoever comes, goes on and leaves, every five seconds while it is shown', async () => {
    const { clock, state } = await open([aLiveVisitor(1)])
    state.there = [
      aLiveVisitor(2),
      aLiveVisitor(1, { page: { url: 'https://shop.example/till', title: 'Till', at: at(9) } }),
    ]
    await clock.advance(5_000)
    await shown()
    expect(rows()[0]).toContain('Pot 2')
    expect(rows()[1]).toContain('Till')
    expect(byRole('link', 'Visitors, 2 here')).toBeTruthy()
    state.there = []
    await clock.advance(5_000)
    await shown()
    expect(text()).toContain('Nobody is connected right now')
  })

  it('asks nothing while the page is hidden, and at once when it is seen again', async () => {
    const { clock, asked, look, state } = await open([aLiveVisitor(1)])
    look(false)
    const before = asked.length
    await clock.advance(60_000)
    expect(asked).toHaveLength(before)
    state.there = [aLiveVisitor(2)]
    look(true)
    await shown()
    expect(asked).toHaveLength(before + 1)
    expect(rows()[0]).toContain('Pot 2')
  })

  it('elsewhere in the inbox only asks how many there are', async () => {
    const { clock, asked, calls } = await open([aLiveVisitor(1)], { path: '/inbox' })
    await clock.advance(60_000)
    await shown()
    expect(asked).toEqual([])
    expect(calls.filter(({ name }) => name === 'countLiveVisitors').length).toBeGreaterThanOrEqual(3)
    expect(byRole('link', 'Visitors, 1 here')).toBeTruthy()
  })

  it('narrows by words and by site, where there are several', async () => {
    const blog = aSite({ id: 'ste_00000000000000000002', name: 'Blog' })
    const { clock, asked } = await open(
      [aLiveVisitor(1, { name: 'Vera' }), aLiveVisitor(2, { name: 'Otto', siteId: blog.id })],
      { answers: { listSites: () => ({ sites: [aSite(), blog] }) } },
    )
    expect(rows()[1]).toContain('Blog')
    type(byRole('textbox', 'Search visitors'), 'Ot')
    await clock.advance(300)
    await shown()
    expect(asked.at(-1)).toEqual({ search: 'Ot' })
    expect(rows()).toHaveLength(1)
    const sites = document.querySelector<HTMLSelectElement>('select[aria-label=Site]')
    if (!sites) throw new Error('no choice of sites')
    sites.value = aSite().id
    sites.dispatchEvent(new Event('change', { bubbles: true }))
    await shown()
    expect(asked.at(-1)).toEqual({ search: 'Ot', siteId: aSite().id })
    expect(text()).toContain('Nobody here matches.')
    byRole('button', 'Show all').click()
    await shown()
    expect(rows()).toHaveLength(2)
  })

  it('says when it did not load, with a way to try again, and when it has become old', async () => {
    const { clock, state } = await open([aLiveVisitor(1)])
    state.isDown = true
    await clock.advance(5_000)
    await shown()
    expect(text()).toContain('The list is a while old.')
    expect(rows()).toHaveLength(1)
    type(byRole('textbox', 'Search visitors'), 'x')
    byRole('link', 'Visitors, 1 here').click()
    end?.()
    const again = await open([aLiveVisitor(1)], {
      answers: {
        listLiveVisitors: () => {
          throw new ClientError('network', 0)
        },
      },
    })
    expect(document.querySelector('[role=alert]')?.textContent).toContain('The list did not load.')
    again.answers.listLiveVisitors = () => ({ visitors: [aLiveVisitor(1)], total: 1, truncated: true })
    byRole('button', 'Try again').click()
    await shown()
    expect(rows()).toHaveLength(1)
    expect(text()).toContain('There are more than are shown.')
  })
})

describe('one visitor', () => {
  it('is opened beside the list by a press, and closed by Esc; the address follows', async () => {
    const { address } = await open([aLiveVisitor(1), aLiveVisitor(2)])
    links()[1]?.click()
    await shown()
    expect(address()).toBe(`/inbox/visitors/${aLiveVisitor(2).id}`)
    const details = document.querySelector('aside')
    expect(details?.getAttribute('aria-label')).toBe('About this visitor')
    expect(details?.textContent).toContain('The pot')
    press('Escape')
    await shown()
    expect(document.querySelector('aside')).toBeNull()
    expect(document.activeElement).toBe(links()[1])
  })

  it('is reached by arrows and letters, and the focus goes along in the list', async () => {
    const { address } = await open([aLiveVisitor(1), aLiveVisitor(2), aLiveVisitor(3)])
    press('j')
    await shown()
    expect(address()).toBe(`/inbox/visitors/${aLiveVisitor(1).id}`)
    links()[0]?.focus()
    press('ArrowDown', links()[0])
    await shown()
    expect(address()).toBe(`/inbox/visitors/${aLiveVisitor(2).id}`)
    expect(document.activeElement).toBe(links()[1])
    expect(links()[1]?.getAttribute('aria-current')).toBe('true')
    press('k')
    await shown()
    expect(links()[0]?.getAttribute('aria-current')).toBe('true')
  })

  it('who has left is said to have left, and what is known of him stays', async () => {
    const { clock, state } = await open([aLiveVisitor(1)], { path: `/inbox/visitors/${aLiveVisitor(1).id}` })
    const details = () => document.querySelector('aside')?.textContent ?? ''
    expect(details()).toContain('Here since')
    state.there = []
    await clock.advance(5_000)
    await shown()
    expect(details()).toContain('Not here any more.')
    expect(details()).toContain('The pot')
  })
})
