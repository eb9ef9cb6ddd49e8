import { DEFAULT_PREFERENCES } from '@parley/protocol/constants'
import { expect, it } from 'vitest'
import { shown } from '../../../testing/fake-app.tsx'
import { field, showSettings } from '../../../testing/settings-page.tsx'

/** The page, with a server that keeps what is chosen. */
async function open(devices: object[] = []) {
  let kept = DEFAULT_PREFERENCES
  const page = await showSettings('notifications', {
    listDevices: () => ({ key: 'key', devices }),
    getPreferences: () => kept,
    updatePreferences: ({ body }: { body: Partial<typeof kept> }) => {
      kept = { ...kept, ...body }
      return kept
    },
    testDevice: () => ({ outcome: 'later' }),
  })
  const toggle = async (name: string) => {
    field(name).click()
    await shown()
  }
  const box = (name: string) => {
    const found = [...document.querySelectorAll('label')].find(({ textContent }) => textContent === name)
    return found?.querySelector('input') as HTMLInputElement // or what a test does with it fails
  }
  return { ...page, toggle, box, kept: () => kept }
}

it('quiet hours are chosen by day, time and what comes through', async () => {
  const { toggle, box, kept } = await open()
  await toggle('Be left alone at these hours')
  expect(kept().quiet).toMatchObject({ on: true, from: 1200, to: 480, through: ['assigned', 'mention'] })
  box('Sunday').click()
  await shown()
  box('Somebody waits too long').click()
  await shown()
  const from = field('From')
  from.value = '22:15'
  from.dispatchEvent(new Event('change', { bubbles: true }))
  await shown()
  const { quiet } = kept()
  expect([quiet.days.length, quiet.from, quiet.through]).toEqual([6, 1335, ['assigned', 'mention', 'overdue']])
})

it('devices are listed with how the latest message went, and say what became of a try', async () => {
  const last = { at: '2026-11-22T10:00:00.000Z', outcome: 'sent' }
  const { press, says, sent } = await open([{ id: 'dvc_1', browser: 'Firefox 141 on Linux', isHere: false, last }])
  await expect.poll(() => says('Delivered to its push service')).toBe(true)
  await press('Send me one: Firefox 141 on Linux')
  expect(sent('testDevice')).toEqual([{ params: { id: 'dvc_1' } }])
  await expect.poll(() => says('does not answer now')).toBe(true)
})
