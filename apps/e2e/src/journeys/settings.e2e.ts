import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()

describe('first settings', () => {
  it('an owner makes a site, pastes its snippet elsewhere, and a visitor of that page reaches the inbox', async () => {
    const owner = await newPerson(stage.browser)
    const inbox = inboxPage(owner.page, stage.server.url)
    await inbox.signIn(OWNER)
    await owner.page.goto(`${stage.server.url}/inbox/settings/sites`)
    await owner.page.getByRole('button', { name: 'Add site' }).first().click()
    await owner.page.getByLabel('Name', { exact: true }).fill('Second shop')
    await owner.page.getByLabel(/^(Allowed origins|Origins)/).fill(new URL(stage.host.url()).origin)
    await owner.page
      .getByRole('button', { name: /^(Create site|Add site|Save)$/ })
      .last()
      .click()
    const snippet = await owner.page
      .getByText(/\/s\/[a-z0-9-]+\.js/)
      .first()
      .innerText()
    const key = snippet.match(/\/s\/([a-z0-9-]+)\.js/)?.[1]
    expect(key).toBeDefined()
    expect(await axeFindings(owner.page)).toEqual([])

    const visitor = await newPerson(stage.browser)
    await visitor.page.goto(stage.host.url('none', key))
    const chat = widgetPage(visitor.page)
    await chat.open()
    await chat.write('hello from the second shop')
    await owner.page.goto(`${stage.server.url}/inbox`)
    await inbox.row('hello from the second shop').first().waitFor()
    await visitor.context.close()
    await owner.context.close()
  })

  it('an owner adds an agent by a one-time link, who signs in with it, and is out at once when disabled', async () => {
    const owner = await newPerson(stage.browser)
    await inboxPage(owner.page, stage.server.url).signIn(OWNER)
    await owner.page.goto(`${stage.server.url}/inbox/settings/agents`)
    await owner.page.getByRole('button', { name: 'Add agent' }).first().click()
    await owner.page.getByLabel('Name', { exact: true }).fill('Grace')
    await owner.page.getByLabel('Email', { exact: true }).fill('grace@example.com')
    await owner.page
      .getByRole('button', { name: /^(Add agent|Create link|Add)$/ })
      .last()
      .click()
    const link = owner.page
      .getByText(/\/password#/)
      .or(owner.page.locator('input[value*="/password#"]'))
      .first()
    await link.waitFor()
    const address = (await link.inputValue().catch(() => link.innerText())).trim()

    const agent = await newPerson(stage.browser)
    await agent.page.goto(address)
    await agent.page.getByLabel(/^(Password|New password)$/).fill('a long enough password')
    await agent.page.getByRole('button', { name: /^(Set password|Set password and sign in)$/ }).click()
    await agent.page.getByRole('navigation', { name: 'Views' }).waitFor()

    await owner.page
      .getByRole('button', { name: /^Disable/ })
      .last()
      .click()
    const confirm = owner.page.getByRole('dialog').getByRole('button', { name: /^Disable/ })
    if (await confirm.isVisible().catch(() => false)) await confirm.click()
    await agent.page.getByRole('button', { name: 'Sign in' }).waitFor({ timeout: 15_000 })
    await agent.context.close()
    await owner.context.close()
  })
})
