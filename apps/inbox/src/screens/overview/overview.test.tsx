import { expect, it } from 'vitest'
import { byRole, showApp, shown } from '../../testing/fake-app.tsx'
import { ME, OTHER_AGENT } from '../../testing/records.ts'

const DEPARTMENT = 'dep_00000000000000000001'
const answer = {
  departments: [{ id: DEPARTMENT, name: 'Support', waiting: 2, waitingSince: '2026-03-10T08:00:00.000Z', open: 3 }],
  agents: [
    { id: ME, name: 'Ines', conversations: 3, capacity: 3 },
    { id: OTHER_AGENT, name: 'Tomas', conversations: null, capacity: 8 },
  ],
  today: { begun: 12, closed: 7, answered: 5, answerSeconds: 108, truncated: false },
}
const text = () => document.querySelector('main')?.textContent ?? ''

async function open(answers: object = {}) {
  const app = await showApp({ path: '/inbox/overview', answers: { getOverview: () => answer, ...answers } })
  await shown()
  return app
}

it('shows who waits, who is there and what the day brought', async () => {
  const { end } = await open()
  for (const words of ['Waiting 2', 'Begun 12', 'Closed 7', '1m 48s', '3 of 3 conversations', 'no room left', 'Tomas'])
    expect(text()).toContain(words)
  expect(text()).not.toContain('8 conversations')
  end()
})

it('leads from a number to the list of just these', async () => {
  const { end, lists, calls, address } = await openAndFollow('Support, Waiting: 2')
  expect(address()).toBe('/inbox?view=waiting')
  expect(calls.filter(({ name }) => name === 'listConversations').at(-1)?.input).toMatchObject({
    query: { view: 'waiting', filter: JSON.stringify({ department: [DEPARTMENT] }) },
  })
  expect(lists.length).toBeGreaterThan(0)
  end()
})

async function openAndFollow(label: string) {
  const app = await open()
  byRole('link', label).click()
  await shown()
  return app
}

it('is opened with G and D, and left with Escape', async () => {
  const { address, end } = await showApp()
  const press = (key: string) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
  press('g')
  press('d')
  await shown()
  expect(address()).toBe('/inbox/overview')
  expect(text()).toContain('Nobody is here.')
  press('Escape')
  await shown()
  expect(address()).toMatch(/^\/inbox\?view=/)
  end()
})

it('says that it did not load, with a way to try again', async () => {
  let isDown = true
  const { end } = await open({
    getOverview: () => (isDown ? Promise.reject(new Error('no line')) : answer),
  })
  expect(document.querySelector('main [role=alert]')).not.toBeNull()
  isDown = false
  byRole('button', 'Try again').click()
  await shown()
  expect(text()).toContain('Begun 12')
  end()
})
