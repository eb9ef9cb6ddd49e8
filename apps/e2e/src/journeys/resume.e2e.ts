import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()
const MORE = { name: 'More about this message' }
const ASKS = { name: 'Continue your conversation here?' }

describe('a link that continues a conversation', () => {
  it('SYNC-87 brings it to the visitor’s phone by a press, and to no third browser', async () => {
    const mark = `resume ${Date.now()}`
    const visitor = await newPerson(stage.browser)
    const agent = await newPerson(stage.browser)
    const chat = widgetPage(visitor.page)
    const inbox = inboxPage(agent.page, stage.server.url)
    await agent.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await inbox.signIn(OWNER)
    await visitor.page.goto(stage.host.url())
    await chat.open()
    await chat.write(`${mark} from the desk`)
    await inbox.openRow(mark)
    await inbox.press('More actions')
    await agent.page.getByRole('menuitem', { name: 'Copy link to continue elsewhere' }).click()
    await agent.page.getByText('It works in one browser').first().waitFor()
    const link = await agent.page.evaluate(() => navigator.clipboard.readText())
    expect(link).toMatch(/\/chat\/demo#resume=wsp_/)

    const phone = await newPerson(stage.browser, { device: 'phone' })
    const there = widgetPage(phone.page)
    await phone.page.goto(link)
    const question = phone.page.getByRole('dialog', ASKS)
    await question.waitFor()
    expect(phone.page.url()).not.toContain('resume')
    expect(await axeFindings(phone.page)).toEqual([])
    expect(await there.thread.getByText(mark).count()).toBe(0)
    await question.getByRole('button', { name: 'Continue' }).click()
    await there.message(`${mark} from the desk`).waitFor()
    await there.write(`${mark} from the phone`)
    await inbox.message(`${mark} from the phone`).waitFor()
    await chat.message(`${mark} from the phone`).waitFor() // the desk has it too
    // What was said at the desk may be answered here, and is changed there alone.
    const offered = async (text: string) => {
      const more = there.thread.getByRole('button', MORE)
      await (text.endsWith('desk') ? more.first() : more.last()).press('Enter')
      await phone.page.getByRole('menuitem', { name: 'Reply' }).waitFor()
      const verbs = await phone.page.getByRole('menuitem').allInnerTexts()
      await phone.page.keyboard.press('Escape')
      await phone.page.getByRole('menu', MORE).waitFor({ state: 'detached' })
      return verbs
    }
    await there.thread.focus() // the tools come with the focus
    expect(await offered(`${mark} from the phone`)).toContain('Edit')
    expect(await offered(`${mark} from the desk`)).not.toContain('Edit')
    expect(await offered(`${mark} from the desk`)).not.toContain('Delete')
    await phone.page.reload()
    await there.message(`${mark} from the phone`).waitFor()
    expect(phone.troubles).toEqual([])

    const third = await newPerson(stage.browser)
    await third.page.goto(link)
    await third.page.getByRole('dialog', ASKS).getByRole('button', { name: 'Continue' }).click()
    await third.page.getByText('This link was used in another browser').waitFor()
    expect(await axeFindings(third.page)).toEqual([])
    await third.page.getByRole('button', { name: 'Close', exact: true }).click()
    expect(await widgetPage(third.page).thread.getByText(mark).count()).toBe(0)
    for (const { context } of [visitor, agent, phone, third]) await context.close()
  }, 120_000)
})
