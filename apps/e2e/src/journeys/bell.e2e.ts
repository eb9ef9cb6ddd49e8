import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { eventually } from '../harness/eventually.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

/** Counts the notes that a tab plays and the notices that it shows, and says that nobody looks at it. */
function countCalls(): void {
  const count = (name: string) => {
    const { dataset } = document.documentElement
    dataset[name] = String(Number(dataset[name] ?? 0) + 1)
  }
  const { createOscillator } = AudioContext.prototype
  AudioContext.prototype.createOscillator = function counted() {
    count('notes')
    return createOscillator.call(this)
  }
  const { createBufferSource } = AudioContext.prototype
  AudioContext.prototype.createBufferSource = function counted() {
    count('recordings')
    return createBufferSource.call(this)
  }
  const Fake = Object.assign(
    function Notification() {
      count('shown')
    },
    { permission: 'granted', requestPermission: async () => 'granted' },
  )
  Object.defineProperty(window, 'Notification', { value: Fake })
  document.hasFocus = () => document.documentElement.dataset['focus'] === 'yes'
}
const counted = (page: Page, name: string) =>
  page.evaluate((key) => Number(document.documentElement.dataset[key] ?? 0), name)

describe('an agent who looks elsewhere', () => {
  const stage = useStage()

  it('is called once over all his tabs, also when the one that called is closed, by title, picture, sound and notice', async () => {
    const { page, context, troubles } = await newPerson(stage.browser)
    await context.addInitScript(countCalls)
    const inbox = inboxPage(page, stage.server.url)
    await inbox.signIn(OWNER)
    await page.goto(`${stage.server.url}/inbox/settings/notifications`)
    await page.getByRole('switch', { name: 'Desktop notifications' }).click()
    await page.getByRole('button', { name: 'Play a test sound' }).click()
    await page.getByText(/^Played/).waitFor()
    expect(await counted(page, 'notes')).toBeGreaterThan(0)
    await bringSound(page)
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('checkbox', { name: 'A new conversation waits: Sound' }).uncheck()
    await page.reload()
    const chosen = page.getByRole('combobox', { name: 'A message in a conversation of mine' }).locator('option:checked')
    await eventually('the sound of his own', async () => (await chosen.textContent()) === 'Door bell')
    const box = page.getByRole('checkbox', { name: 'A new conversation waits: Sound' })
    expect(await box.isChecked()).toBe(false)
    await box.check()

    const second = await context.newPage()
    await second.goto(`${stage.server.url}/inbox`)
    await inboxPage(second, stage.server.url).list.waitFor()
    for (const tab of [page, second]) await tab.locator('body').click({ position: { x: 2, y: 2 } })
    const before = { title: await page.title(), icon: await icon(page) }
    const heard = async (name: string) => (await counted(page, name)) + (await counted(second, name))

    await page.waitForTimeout(3_000) // a break of the line is behind them
    await visitorAsks('first')
    await eventually('one notice', async () => (await heard('shown')) === 1)
    await eventually('one sound', async () => (await heard('notes')) === 2)
    await eventually('the title', async () => (await page.title()) !== before.title)
    expect(await icon(page)).toMatch(/^data:image\/svg/)

    const left = (await counted(page, 'shown')) === 1 ? second : page
    await (left === page ? second : page).close()
    await visitorAsks('second')
    await eventually('the other tab calls', async () => (await counted(left, 'shown')) === 1)
    expect(await counted(left, 'notes')).toBe(2)
    expect(troubles).toEqual([])
    await context.close()

    async function visitorAsks(text: string): Promise<void> {
      const visitor = await newPerson(stage.browser)
      await visitor.page.goto(stage.host.url())
      const chat = widgetPage(visitor.page)
      await chat.open()
      await chat.write(`${text} ${Date.now()}`)
    }
  }, 120_000)
})

/** A file that is no sound is refused beside the field; a sound is kept, chosen for an event, and heard. */
async function bringSound(page: Page): Promise<void> {
  const input = page.getByLabel('Add a sound')
  await input.setInputFiles({ name: 'song.mp3', mimeType: 'audio/mpeg', buffer: Buffer.from('no sound at all') })
  await page.getByText('This browser cannot play this file.').waitFor()
  await input.setInputFiles({ name: 'Door bell.wav', mimeType: 'audio/wav', buffer: aWav() })
  await page.getByRole('list', { name: 'Sounds of your own' }).getByText('Door bell').waitFor()
  expect(await page.getByText('This browser cannot play this file.').count()).toBe(0)
  await page.getByRole('combobox', { name: 'A message in a conversation of mine' }).selectOption('Door bell')
  await eventually('it is heard', async () => (await counted(page, 'recordings')) === 1)
}

/** A fifth of a second of nothing, as recorders write it. */
function aWav(): Buffer {
  const rate = 8_000
  const data = Buffer.alloc(rate * 0.4)
  const head = Buffer.from('RIFF....WAVEfmt ....................data....', 'latin1')
  head.writeUInt32LE(36 + data.length, 4)
  for (const [at, value] of [
    [16, 16],
    [24, rate],
    [28, rate * 2],
    [40, data.length],
  ] as const)
    head.writeUInt32LE(value, at)
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const)
    head.writeUInt16LE(value, at)
  return Buffer.concat([head, data])
}

const icon = (page: Page) => page.locator('link[rel=icon]').getAttribute('href')
