import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import '../filters/FilterBar.tsx' // as if it was asked for before: its code comes at once
import { byRole, showApp, shown, type } from '../../testing/fake-app.tsx'

type Query = { query: { view: string; filter?: string; sort?: string } }

describe('the filter bar', () => {
  beforeAll(() => {
    // The DOM of these tests has no popovers; their items are there all the same.
    Object.assign(HTMLElement.prototype, { showPopover: () => undefined, hidePopover: () => undefined })
  })

  async function open() {
    const app = await showApp({ path: '/inbox?view=open' })
    onTestFinished(app.end)
    const asked = () =>
      app.calls.flatMap(({ name, input }) => (name === 'listConversations' ? [(input as Query).query] : []))
    byRole('button', 'Filter the list').click()
    await shown()
    await shown()
    return { ...app, last: () => asked().at(-1) }
  }
  const choose = async (name: string) => {
    const items = [...document.querySelectorAll<HTMLElement>('[role^=menuitem]')]
    items.find((item) => item.textContent === name)?.click()
    await shown()
  }
  const apply = async () => {
    document.querySelector<HTMLFormElement>('dialog form')?.requestSubmit()
    await shown()
  }

  it('narrows the list by what is chosen, shows it as a chip, and lets go of it', async () => {
    const { last } = await open()
    await choose('Priority')
    await apply()
    expect(document.querySelector('[role=alert]')?.textContent).toContain('Choose at least one')
    const box = document.querySelector<HTMLInputElement>('input[value=urgent]')
    box?.click()
    await apply()
    expect(JSON.parse(last()?.filter ?? '{}')).toEqual({ priority: ['urgent'] })
    expect(document.querySelector('.flt-chip')?.textContent).toBe('Priority: Urgent')
    byRole('button', 'Remove the filter Priority').click()
    await shown()
    expect(last()?.filter).toBeUndefined()
  })

  it('keeps what was written and says that it is wrong', async () => {
    const { last } = await open()
    await choose('Language')
    const field = document.querySelector<HTMLInputElement>('dialog input[name=text]')
    if (!field) throw new Error('no field')
    type(field, 'german!')
    await apply()
    expect(field.value).toBe('german!')
    expect(document.querySelector('dialog [role=alert]')?.textContent).toContain('Check')
    type(field, 'de, pt-BR')
    await apply()
    expect(JSON.parse(last()?.filter ?? '{}')).toEqual({ language: ['de', 'pt-BR'] })
  })

  it('sorts the list', async () => {
    const { last } = await open()
    await choose('Oldest first')
    expect(last()).toMatchObject({ view: 'open', sort: 'oldest' })
  })
})
