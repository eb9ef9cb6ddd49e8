import { expect, it } from 'vitest'
import { showApp, shown } from '../../testing/fake-app.tsx'

import { aMessage, aRow, at, idOf, ME, OTHER_AGENT } from '../../testing/records.ts'

const said = { kind: 'note.new', actor: { type: 'agent', id: OTHER_AGENT, name: 'Tomas' }, attachments: 0 } as const
const aChat = (n: number, text: string, notes = 1) =>
  aRow(n, {
    ...{ visitor: null, channel: 'team', siteId: null, counts: { messages: 0, visitor: 0, notes }, unread: 1 },
    team: { isDirect: true, name: null, memberIds: [ME, OTHER_AGENT] },
    last: { ...said, text, ts: at(n) },
  })
const answers = {
  listTeamChats: () => ({ rows: [aChat(7, 'Have you a minute?')], key: `tem:${ME}`, at: at(0), truncated: false }),
  revalidateRows: () => ({ rows: [aChat(7, 'Have you a minute?')] }),
  beginTeamChat: () => ({ row: aChat(8, '') }),
}

it('chats are listed with what is unread, drawn as bubbles, and written as notes', async () => {
  const app = await showApp({ path: '/inbox/team', answers })
  const list = app.root.querySelector('.chats')
  expect(list?.textContent).toContain('Tomas')
  expect(list?.querySelector('.badge')?.textContent).toContain('1')
  expect(app.root.querySelector('.rail .badge')?.textContent).toBe('1')
  list?.querySelector('a')?.click()
  await shown()
  const handle = app.handle(idOf(7))
  handle.timeline.value = [aMessage(1, { ...said, kind: 'note.new' })]
  await shown()
  expect(app.root.querySelector('.g .b')?.textContent).toContain('Message 1')
  expect(app.root.querySelector('.nt')).toBeNull()
  const field = app.root.querySelector<HTMLTextAreaElement>('.cp textarea')
  if (!field) throw new Error('no field')
  field.value = 'Sure'
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
  expect(handle.sent).toMatchObject([{ kind: 'note.new', body: { text: 'Sure' } }])
  expect(handle.typed.every(({ note }) => note)).toBe(true)
})

it('no key of a conversation does anything in a chat', async () => {
  const app = await showApp({ path: `/inbox/team/${idOf(7)}`, answers })
  for (const key of ['c', 'e', 'w', 'h', 'A'])
    document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
  await shown()
  expect(app.handle(idOf(7)).sent).toEqual([])
})

it('whatever leads to a chat as if it were a conversation ends at its own place', async () => {
  const app = await showApp({ path: `/inbox/c/${idOf(7)}`, answers })
  await shown()
  expect(app.address()).toBe(`/inbox/team/${idOf(7)}`)
})

it('a chat’s place with a visitor’s conversation in it ends where that belongs, and promises nothing', async () => {
  const revalidateRows = ({ body: { ids } }: { body: { ids: string[] } }) => ({
    rows: [aRow(3), aChat(7, '')].filter(({ id }) => ids.includes(id)),
  })
  const app = await showApp({ path: `/inbox/team/${idOf(7)}`, answers: { ...answers, revalidateRows } })
  expect(app.root.querySelector('.chat-only')?.textContent).toBeTruthy()
  app.router.go({ screen: 'team', conversationId: idOf(3) })
  await shown()
  expect(app.address()).toBe(`/inbox/c/${idOf(3)}`)
  expect(app.root.querySelector('.chat-only')).toBeNull()
})

it('live rows count as unread, and what one wrote oneself does not', async () => {
  const app = await showApp({ path: '/inbox', answers })
  const live = app.lists.find(({ keys }) => keys.includes(`tem:${ME}`))
  const badge = () => app.root.querySelector('.rail a[href$="/team"] .badge')?.textContent
  expect(badge()).toBe('1')
  const { unread: _, ...mine } = aChat(7, 'Yes', 2)
  live?.rows([{ ...mine, ord: 2, last: { ...said, actor: { type: 'agent', id: ME }, text: 'Yes', ts: at(8) } }])
  await shown()
  expect(badge()).toBeUndefined()
  live?.rows([{ ...mine, ord: 3, counts: { messages: 0, visitor: 0, notes: 3 } }])
  await shown()
  expect(badge()).toBe('1')
  live?.gone([{ conversationId: idOf(7), ord: 4 }])
  await shown()
  expect(badge()).toBeUndefined()
})

it('N12 a chat with something unread counts in the title and on the picture of the tab', async () => {
  const [quiet, counted] = [await showApp(), await showApp({ answers })]
  const numberIn = (title: string) => Number(/\d+/.exec(title)?.[0] ?? 0)
  expect(numberIn(counted.told.title)).toBe(numberIn(quiet.told.title) + 1)
  expect(counted.told.badge).toBe(quiet.told.badge + 1)
})
