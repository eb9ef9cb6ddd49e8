import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'

const stage = useStage()

/** The whole inbox lies in this browser. */
const kept = (page: Page) => page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => active?.state))

it('the inbox opens without its server', async () => {
  const agent = await newPerson(stage.browser, { workers: true })
  const { page } = agent
  await inboxPage(page, stage.server.url).signIn(OWNER)
  expect(await kept(page)).toMatch(/activat/)
  await stage.server.halt()
  await page.reload()
  await page.getByRole('button', { name: 'Try again' }).waitFor()
  expect(agent.troubles).toEqual([])
  await stage.server.start()
  await agent.context.close()
})
