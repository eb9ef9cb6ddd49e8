import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { newPerson } from '../harness/browser.ts'
import { eventually } from '../harness/eventually.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()

/** The whole inbox lies in this browser. */
const kept = (page: Page) => page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => active?.state))

/** What is on screen lies in this browser too: it goes there a moment after it came. */
const copied = (page: Page, words: string) =>
  eventually('the copy of what was seen', () =>
    page.evaluate(async (wanted) => {
      const [found] = (await indexedDB.databases()).filter(({ name }) => name?.startsWith('parley-copies:'))
      if (!found?.name) return false
      const ask = <T>(request: IDBRequest<T>) =>
        new Promise<T>((done, fail) => {
          request.onsuccess = () => done(request.result)
          request.onerror = () => fail(request.error)
        })
      const database = await ask(indexedDB.open(found.name))
      const all: { key: string; answer: string }[] = await ask(
        database.transaction('copies').objectStore('copies').getAll(),
      )
      database.close()
      const has = (route: string) => all.some(({ key, answer }) => key.includes(route) && answer.includes(wanted))
      return has('getConversation') && has('listConversations')
    }, words),
  )

describe('an agent without a line', () => {
  it('reads on after a reload, and writes an answer that goes out once', async () => {
    const visitor = await newPerson(stage.browser)
    const chat = widgetPage(visitor.page)
    await visitor.page.goto(stage.host.url())
    await chat.open()
    await chat.write('Is the red one still there?')
    const agent = await newPerson(stage.browser, { workers: true })
    const { page } = agent
    const inbox = inboxPage(page, stage.server.url)
    await inbox.signIn(OWNER)
    expect(await kept(page)).toMatch(/activat/)
    await inbox.openRow('Is the red one still there?')
    await inbox.answer('Let me look.')
    await chat.message('Let me look.').waitFor()
    await copied(page, 'Let me look.')

    await stage.server.halt()
    await page.reload()
    await inbox.message('Is the red one still there?').waitFor()
    await inbox.message('Let me look.').waitFor()
    await inbox.row('Let me look.').waitFor()
    await page.getByText(/You read what was here before/).waitFor()
    await inbox.answer('It is, I keep it for you.')
    await inbox.message('It is, I keep it for you.').waitFor()
    await page.getByText('Waiting to send').waitFor()
    await inbox.reply.fill('And a draft')
    await page.reload()
    await inbox.message('It is, I keep it for you.').waitFor()
    expect(await inbox.reply.inputValue()).toBe('And a draft')

    await stage.server.start()
    await chat.message('It is, I keep it for you.').waitFor({ timeout: 60_000 })
    await page.getByText('Waiting to send').waitFor({ state: 'detached' })
    expect(await chat.message('It is, I keep it for you.').count()).toBe(1)
    expect(await inbox.message('It is, I keep it for you.').count()).toBe(1)
    expect(agent.troubles).toEqual([])
    await Promise.all([visitor, agent].map(({ context }) => context.close()))
  })

  it('finds nothing of what was kept after a sign-out', async () => {
    const { page, context } = await newPerson(stage.browser, { workers: true })
    const inbox = inboxPage(page, stage.server.url)
    await inbox.signIn(OWNER)
    await kept(page)
    const databases = () =>
      page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name?.split(':')[0] ?? ''))
    await eventually('copies', async () => (await databases()).includes('parley-copies'))
    await page.getByRole('button', { name: 'You', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    // Until the server has heard of it, a page that starts anew says "Sign in" by itself.
    const isTold = () => page.evaluate(() => localStorage.getItem('parley-inbox:leaving') === null)
    await eventually('the sign-out to be heard', isTold)
    await stage.server.halt()
    await page.reload()
    await page.getByRole('button', { name: 'Try again' }).waitFor()
    expect(await databases()).not.toContain('parley-copies')
    await context.close()
  })
})
