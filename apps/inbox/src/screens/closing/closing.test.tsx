import { ClientError } from '@parley/client'
import type { CloseReasons } from '@parley/protocol'
import { afterEach, describe, expect, it } from 'vitest'
import { byRole, showApp, shown, type } from '../../testing/fake-app.tsx'
import { idOf } from '../../testing/records.ts'
import './CloseDialog.tsx' // as if it was fetched before

let end: (() => void) | null = null
afterEach(() => {
  end?.()
  end = null
})

const SOLVED = { id: 'rsn_00000000000000000001', name: 'Solved' } as const
const SPAM = { id: 'rsn_00000000000000000002', name: 'Spam' } as const
const asks = (ask: CloseReasons['ask']): CloseReasons => ({ ask, reasons: [SOLVED, SPAM], version: 1 })
const press = (key: string) =>
  (document.activeElement ?? document.body).dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  )
const dialog = () => document.querySelector('dialog')
const items = () => [...document.querySelectorAll('dialog [role=menuitem]')].map(({ textContent }) => textContent)

async function open(known: CloseReasons) {
  const answers = { getCloseReasons: () => known, appendEvent: () => ({}) }
  const app = await showApp({ path: `/inbox/c/${idOf(3)}`, answers })
  end = app.end
  await shown()
  const { sent } = app.handle(idOf(3))
  return { ...app, closed: () => sent.filter(({ kind }) => kind === 'conv.status').map(({ body }) => body) }
}

describe('why a conversation is closed', () => {
  it('is asked by the key that closes: arrows choose, Enter takes it', async () => {
    const { closed } = await open(asks('offered'))
    press('e')
    await shown()
    expect(items()).toEqual(['Solved', 'Spam', 'Without a reason'])
    press('ArrowDown')
    expect(document.activeElement?.textContent).toBe('Spam')
    ;(document.activeElement as HTMLElement).click() // what Enter does to a button
    await shown()
    expect(closed()).toEqual([{ status: 'closed', reasonId: SPAM.id }])
    expect(dialog()).toBeNull()
  })

  it('may be left out where it is offered, must be said where it is required, and Esc closes nothing', async () => {
    const offered = await open(asks('offered'))
    byRole('button', 'Close').click()
    await shown()
    dialog()?.dispatchEvent(new Event('cancel', { cancelable: true }))
    await shown()
    expect([dialog(), offered.closed()]).toEqual([null, []])
    byRole('button', 'Close').click()
    await shown()
    ;[...document.querySelectorAll<HTMLElement>('dialog [role=menuitem]')].at(-1)?.click()
    await shown()
    expect(offered.closed()).toEqual([{ status: 'closed' }])
    offered.end()
    const required = await open(asks('required'))
    byRole('button', 'Close').click()
    await shown()
    expect(items()).toEqual(['Solved', 'Spam'])
    expect(required.closed()).toEqual([])
  })

  it('is not asked where nobody wants it', async () => {
    const { closed } = await open(asks('never'))
    press('e')
    await shown()
    expect([dialog(), closed()]).toEqual([null, [{ status: 'closed' }]])
  })

  it('is asked once for many', async () => {
    const { calls } = await open(asks('required'))
    press('x')
    await shown()
    press('e')
    await shown()
    document.querySelector<HTMLElement>('dialog [role=menuitem]')?.click()
    const bodies = () =>
      calls.filter(({ name }) => name === 'appendEvent').map(({ input }) => (input as { body: object }).body)
    // The code of it is fetched when it is first used.
    await expect.poll(() => bodies().length).toBeGreaterThan(0)
    for (const body of bodies()) expect(body).toMatchObject({ body: { status: 'closed', reasonId: SOLVED.id } })
  })
})

describe('the page of reasons', () => {
  it('adds, renames, orders and takes away, and says what is wrong', async () => {
    const sent: object[] = []
    let isOld = true
    const app = await showApp({
      path: '/inbox/settings/reasons',
      answers: {
        getCloseReasons: () => asks('offered'),
        setCloseReasons({ body }: { body: CloseReasons }) {
          sent.push(body)
          if (isOld) throw new ClientError('changed_since', 409)
          return { ...body, reasons: [SOLVED], version: 2 }
        },
      },
    })
    end = app.end
    await shown()
    const save = async () => {
      byRole('button', 'Save reasons').closest('form')?.requestSubmit()
      await shown()
    }
    type(byRole('textbox', 'Reason 2'), 'solved')
    await shown()
    await save()
    expect(document.querySelector('[role=alert]')?.textContent).toContain('the same name')
    type(byRole('textbox', 'Reason 2'), 'Advertising')
    await shown()
    byRole('button', 'Move Advertising up').click()
    await shown()
    byRole('button', 'Add a reason').click()
    await shown()
    type(byRole('textbox', 'Reason 3'), ' Lost ')
    await shown()
    byRole('button', 'Remove Solved').click()
    await shown()
    await save()
    const reasons = [{ ...SPAM, name: 'Advertising' }, { name: 'Lost' }]
    expect(sent).toEqual([{ ask: 'offered', reasons, version: 1 }])
    byRole('button', 'Show what stands there now').click()
    await shown()
    isOld = false
    await save()
    expect(sent.at(-1)).toMatchObject({ version: 1 })
  })
})
