import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()

describe('a visitor with two conversations', { timeout: 120_000 }, () => {
  it('is told of an answer in the one that is not on screen, and is led to it', async () => {
    const visitor = await newPerson(stage.browser)
    const agent = await newPerson(stage.browser)
    const chat = widgetPage(visitor.page)
    const inbox = inboxPage(agent.page, stage.server.url)
    const rows = visitor.page.getByRole('list', { name: 'Conversations' }).getByRole('listitem')
    const back = visitor.page.getByRole('button', { name: 'All conversations' })
    const seen = inbox.thread.getByText('Seen', { exact: true })
    await inbox.signIn(OWNER)
    await visitor.page.goto(stage.host.url())
    await chat.open()
    await chat.write('first: where is my tea?')
    await inbox.openRow('first: where is my tea?')
    await inbox.press('Claim')
    await inbox.answer('first: let me look')
    await chat.message('first: let me look').waitFor()
    await seen.waitFor()
    await back.click()
    await visitor.page.getByRole('button', { name: 'New conversation' }).click()
    await chat.write('second: and my pot?')
    await inbox.thread.getByText('first: let me look').waitFor()

    await inbox.answer('first: it is on its way')
    await visitor.page.locator('.panel[data-elsewhere]').waitFor()
    expect(await axeFindings(visitor.page)).toEqual([])
    expect(await chat.thread.getByText('first: it is on its way').count()).toBe(0)
    await back.click()
    const row = rows.filter({ hasText: 'first: it is on its way' })
    await row.locator('.unread').getByText('1').waitFor()
    await row.click()
    await chat.message('first: it is on its way').waitFor()
    await visitor.page.locator('.panel:not([data-elsewhere])').waitFor()
    await seen.waitFor()

    // In the second one again, and away: the closed chat opens with what was answered.
    await back.click()
    await rows.filter({ hasText: 'second' }).click()
    await chat.message('second: and my pot?').waitFor()
    await chat.closer.click()
    await inbox.answer('first: and there it is')
    await visitor.page
      .getByRole('region', { name: /^Message from / })
      .getByText('first: and there it is')
      .waitFor()
    await visitor.page.getByRole('button', { name: /^Open chat, .+: 1$/ }).click()
    await chat.message('first: and there it is').waitFor()
    expect(visitor.troubles).toEqual([])
    await visitor.context.close()
    await agent.context.close()
  })
})
