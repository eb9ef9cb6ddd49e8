import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { photo } from '../harness/files.ts'
import { OWNER } from '../harness/server.ts'
import { type Sections, setOptions } from '../harness/site-options.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { enabled, widgetPage } from '../pages/widget-page.ts'

const stage = useStage()

const KINDS = ['image', 'document', 'audio', 'video', 'archive', 'other']
const set = (files: object) => setOptions(stage.server, (all: Sections) => ({ files: { ...all['files'], ...files } }))
afterEach(() => set({ on: true, kinds: KINDS, endings: [], maxBytes: 25 * 1024 * 1024, atOnce: 10, voice: true }))

const PHOTO = { name: 'garden.png', mimeType: 'image/png', buffer: photo() }
const NOTES = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('a list of plants') }

/** An owner who looks at the page of files, and a visitor whose chat stays open all along. */
async function pair(mark: string) {
  const visitor = await newPerson(stage.browser)
  const owner = await newPerson(stage.browser)
  const chat = widgetPage(visitor.page)
  await visitor.page.goto(stage.host.url())
  await chat.open()
  await chat.write(mark)
  const inbox = inboxPage(owner.page, stage.server.url)
  await inbox.signIn(OWNER)
  const end = () => Promise.all([visitor.context.close(), owner.context.close()])
  return { visitor, owner, chat, inbox, end }
}

async function openSettings(page: Page): Promise<void> {
  await page.goto(`${stage.server.url}/inbox/settings/sites`)
  await page.getByRole('link', { name: /Fern/ }).first().click()
  await page.getByRole('link', { name: 'Files', exact: true }).click()
  await page.getByRole('heading', { name: 'Files', level: 1 }).waitFor()
}
async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).waitFor({ state: 'detached' })
}
const attach = (page: Page) => page.getByRole('button', { name: 'Attach files' })

/** Lets a file go over the chat, as a hand does that takes it from a folder. */
async function drop(page: Page, { name, mimeType, buffer }: typeof PHOTO): Promise<void> {
  const data = await page.evaluateHandle(
    ([bytes, called, type]) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], called, { type }))
      return transfer
    },
    [buffer.toString('base64'), name, mimeType] as const,
  )
  await page.getByRole('log', { name: 'Messages' }).dispatchEvent('drop', { dataTransfer: data })
}

describe('which files visitors may send', () => {
  it('an owner forbids a kind: the open chat obeys at once, and the server refuses who ignores it', async () => {
    const { visitor, owner, chat, inbox, end } = await pair('about my garden')
    await chat.attach(NOTES)
    await chat.thread.getByText('notes.txt').waitFor()

    await openSettings(owner.page)
    await owner.page.getByRole('switch', { name: 'Anything else' }).setChecked(false)
    await owner.page.getByRole('switch', { name: 'Documents' }).setChecked(false)
    await owner.page.getByRole('spinbutton', { name: 'Files in one message' }).fill('12')
    await owner.page.getByText('A whole number from 1 to 10.').waitFor()
    expect(await axeFindings(owner.page)).toEqual([])
    await owner.page.getByRole('spinbutton', { name: 'Files in one message' }).fill('1')
    await save(owner.page)

    const field = visitor.page.locator('.wc input[type=file]')
    await expect.poll(() => field.getAttribute('accept'), { timeout: 10_000 }).toContain('image/*')
    await field.setInputFiles(NOTES)
    await visitor.page.getByText('Files like notes.txt are not allowed here').waitFor()
    await visitor.page.getByText(/You can send: images, audio, videos,? and archives/).waitFor()
    expect(await axeFindings(visitor.page)).toEqual([])
    await visitor.page.getByRole('button', { name: 'Dismiss', exact: true }).click()
    await visitor.page.getByText('Files like notes.txt are not allowed here').waitFor({ state: 'hidden' })
    await field.setInputFiles([PHOTO, NOTES, { ...PHOTO, name: 'second.png' }])
    await visitor.page.getByText('Files like notes.txt are not allowed here').waitFor()
    const tooMany = visitor.page.getByText('Files at once: 1 at most')
    await tooMany.filter({ hasText: 'second.png' }).waitFor()
    expect(await axeFindings(visitor.page)).toEqual([])
    const send = visitor.page.getByRole('button', { name: 'Send', exact: true })
    await enabled(send)
    await send.click()
    await chat.thread
      .getByRole('img', { name: /garden.png/ })
      .or(chat.thread.getByText('garden.png'))
      .first()
      .waitFor()
    await tooMany.waitFor({ state: 'hidden' })

    // A name that the chat lets pass: the server looks inside.
    await field.setInputFiles({ ...NOTES, name: 'notes.dat', mimeType: '' })
    await visitor.page.getByText('Files like notes.dat are not allowed here').waitFor()
    await owner.page.goto(`${stage.server.url}/inbox`)
    await chat.write('is that a rose')
    await inbox.openRow('is that a rose')
    await inbox.message('is that a rose').waitFor()
    expect(await inbox.thread.getByText(/notes\.dat|second\.png/).count()).toBe(0)
    expect([...visitor.troubles.filter((one) => !one.includes('415')), ...owner.troubles]).toEqual([])
    await end()
  })
})

describe('a site that takes no files', () => {
  it('an owner lets visitors send none and speak none: the buttons go, and a file that is dropped is refused', async () => {
    const { visitor, owner, chat, end } = await pair('words alone')
    await attach(visitor.page).waitFor()
    await openSettings(owner.page)
    await owner.page.getByRole('switch', { name: 'Visitors may send files' }).setChecked(false)
    await owner.page.getByRole('switch', { name: 'Voice messages' }).setChecked(false)
    expect(await owner.page.getByRole('switch', { name: 'Images' }).count()).toBe(0)
    await save(owner.page)
    await attach(visitor.page).waitFor({ state: 'detached' })
    await visitor.page.getByRole('button', { name: 'Record a voice message' }).waitFor({ state: 'detached' })
    await drop(visitor.page, PHOTO)
    await visitor.page.getByText('Files cannot be sent here').waitFor()

    await owner.page.getByRole('switch', { name: 'Visitors may send files' }).setChecked(true)
    await save(owner.page)
    await attach(visitor.page).waitFor()
    await drop(visitor.page, PHOTO)
    await visitor.page.getByText('Files cannot be sent here').waitFor({ state: 'detached' })
    await enabled(visitor.page.getByRole('button', { name: 'Send', exact: true }))
    expect(await chat.composer.isVisible()).toBe(true)
    expect([...visitor.troubles, ...owner.troubles]).toEqual([])
    await end()
  })
})

describe('what is pasted', () => {
  it('comes whole: words where they are written, a picture beside them', async () => {
    const { visitor, chat, end } = await pair('from another program')
    await visitor.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await attach(visitor.page).waitFor()
    const copy = (words: string) =>
      visitor.page.evaluate(
        async ([base64, said]) => {
          const picture = await (await fetch(`data:image/png;base64,${base64}`)).blob()
          const text = said && new Blob([said], { type: 'text/plain' })
          await navigator.clipboard.write([
            new ClipboardItem({ 'image/png': picture, ...(text && { 'text/plain': text }) }),
          ])
        },
        [PHOTO.buffer.toString('base64'), words] as const,
      )
    await copy('the pot on page 3')
    await chat.composer.fill('see ')
    await chat.composer.press('Control+v')
    const pasted = visitor.page.getByRole('button', { name: /^Remove / })
    await pasted.waitFor()
    expect(await chat.composer.inputValue()).toBe('see the pot on page 3')
    await copy('')
    await chat.composer.press('Control+v')
    await expect.poll(() => pasted.count()).toBe(2)
    expect(await chat.composer.inputValue()).toBe('see the pot on page 3')
    await end()
  })
})

describe('a message that the site does not take any more', () => {
  it('says why, and what to do', async () => {
    const { visitor, chat, end } = await pair('two pictures')
    const send = visitor.page.getByRole('button', { name: 'Send', exact: true })
    await attach(visitor.page).waitFor()
    await visitor.page.locator('.wc input[type=file]').setInputFiles([PHOTO, { ...PHOTO, name: 'second.png' }])
    await visitor.page.getByRole('button', { name: 'Remove second.png' }).waitFor()
    await enabled(send)
    await set({ atOnce: 1 }) // decided between choosing and sending
    await send.click()
    const refused = visitor.page.getByRole('alert').filter({ hasText: 'Too many files for this site.' })
    await refused.waitFor()
    expect(await axeFindings(visitor.page)).toEqual([])
    await refused.getByText('Files at once: 1 at most').waitFor()
    await refused.getByRole('button', { name: 'Delete' }).click()
    await refused.waitFor({ state: 'detached' })
    expect(await chat.composer.isVisible()).toBe(true)
    await end()
  })
})

describe('a page of settings that is open in two tabs', () => {
  it('tells the second to save what the first did, and loses neither', async () => {
    const owner = await newPerson(stage.browser)
    const [one, two] = [owner.page, await owner.context.newPage()]
    await inboxPage(one, stage.server.url).signIn(OWNER)
    const count = (page: Page) => page.getByRole('spinbutton', { name: 'Files in one message' })
    const voice = (page: Page) => page.getByRole('switch', { name: 'Voice messages' })
    for (const page of [one, two]) await openSettings(page)
    await count(one).fill('3')
    await save(one)
    await voice(two).setChecked(false)
    await two.getByRole('button', { name: 'Save', exact: true }).click()
    await two.getByRole('alert').filter({ hasText: 'saved this page meanwhile' }).waitFor()
    expect([await count(two).inputValue(), await voice(two).isChecked()]).toEqual(['3', false])
    expect(await axeFindings(two)).toEqual([])
    await save(two)
    await one.reload()
    await count(one).waitFor()
    expect([await count(one).inputValue(), await voice(one).isChecked()]).toEqual(['3', false])
    await owner.context.close()
  })
})
