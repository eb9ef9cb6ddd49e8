import { DEFAULT_PREFERENCES } from '@parley/protocol/constants'
import { afterEach, describe, expect, it } from 'vitest'
import { byRole, shown, type } from '../../testing/fake-app.tsx'
import { field, showSettings } from '../../testing/settings-page.tsx'

/** A server that keeps the preferences it is told. */
function keeping() {
  let stored: object = DEFAULT_PREFERENCES
  return {
    getPreferences: () => stored,
    updatePreferences: ({ body }: { body: object }) => {
      stored = { ...stored, ...body }
      return stored
    },
  }
}

describe('the page of the keyboard', () => {
  let end: () => void
  afterEach(() => end())

  async function show() {
    const page = await showSettings('keys', keeping())
    end = page.end
    const pressKeys = async (...keys: string[]) => {
      for (const key of keys) {
        const focused = document.activeElement ?? document.body
        focused.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
        await shown()
      }
    }
    const row = (name: string) =>
      [...document.querySelectorAll('.keys-r')].find((one) => one.textContent?.startsWith(name))?.textContent ?? ''
    return { ...page, keys: pressKeys, row }
  }

  it('gives a command keys of one’s own, and runs it by them at once', async () => {
    const { press, keys, row, sent, address } = await show()
    await press('Change the keys of “Go to Visitors”')
    await keys('y', 'Enter')
    expect(sent('updatePreferences')).toEqual([{ body: { keys: { 'go-visitors': ['y'] } } }])
    expect(row('Go to Visitors')).toContain('Y')
    await keys('y')
    expect(address()).toBe('/inbox/visitors')
  })

  it('says whose the keys are before it takes them, and takes them back with one press', async () => {
    const { press, keys, row, sent } = await show()
    await press('Change the keys of “Close or reopen”')
    await keys('j')
    expect(document.getElementById('keys-says')?.textContent).toContain('“Next conversation” has these keys now')
    await press('Take them')
    expect(row('Next conversation')).not.toContain('J')
    byRole('button', 'Undo').click()
    await shown()
    expect(row('Next conversation')).toContain('J')
    expect(sent('updatePreferences').at(-1)).toEqual({ body: { keys: {} } })
  })

  it('does not give what the browser needs, and leaves all as it was with Esc', async () => {
    const { press, keys, sent } = await show()
    await press('Change the keys of “Close or reopen”')
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 't', ctrlKey: true, bubbles: true, cancelable: true }),
    )
    await shown()
    expect(document.getElementById('keys-says')?.textContent).toContain('Your browser uses these keys itself')
    expect((byRole('button', 'Keep') as HTMLButtonElement).disabled).toBe(true)
    await keys('Enter', 'Escape')
    expect(document.querySelector('.keys-in')).toBe(null)
    expect(sent('updatePreferences')).toEqual([])
  })

  it('takes keys away, finds commands, and gives all their usual keys again', async () => {
    const { press, row } = await show()
    await press('Take the keys of “Claim” away')
    expect(row('Claim')).toContain('No key')
    type(field('Find a command'), 'claim')
    await shown()
    expect(document.querySelectorAll('.keys-r')).toHaveLength(1)
    await press('All usual keys')
    expect(row('Claim')).toContain('C')
  })
})
