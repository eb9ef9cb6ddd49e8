import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { addColleague } from '../harness/colleague.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'

const shots = process.env['SHOTS']

describe('an announcement', () => {
  const stage = useStage()

  it('is shown to a colleague until he has read it, once, and its author sees that he has', async () => {
    const { url } = stage.server
    const text = `Lunch at noon ${Date.now()}`
    const who = await addColleague(url, OWNER, { name: 'Omar Haddad' })
    const [ada, omar] = [await newPerson(stage.browser), await newPerson(stage.browser)]
    await inboxPage(ada.page, url).signIn(OWNER)
    await ada.page.goto(`${url}/inbox/settings/announcements`)
    await ada.page.getByRole('button', { name: 'Announce', exact: true }).click()
    await ada.page.getByText('Write what you want to announce.').waitFor()
    await ada.page.getByLabel('What to announce').fill(text)
    await ada.page.getByRole('button', { name: 'Announce', exact: true }).click()
    const tile = ada.page.getByRole('listitem').filter({ hasText: text })
    await tile.getByText('Nobody has read it yet.').waitFor()
    if (shots) await ada.page.screenshot({ path: `${shots}/announcements.png` })
    expect(await axeFindings(ada.page)).toEqual([])

    await inboxPage(omar.page, url).signIn(who)
    const banner = omar.page.getByRole('region', { name: 'Announcement' })
    await banner.getByText(text).waitFor()
    if (shots) await omar.page.screenshot({ path: `${shots}/announced.png` })
    expect(await axeFindings(omar.page)).toEqual([])
    await banner.getByRole('button', { name: 'I have read it' }).click()
    await banner.getByText(text).waitFor({ state: 'detached' })
    const again = omar.page.waitForResponse((answer) => answer.url().endsWith('/api/v1/announcements'))
    await omar.page.reload()
    await again
    await omar.page.getByRole('navigation', { name: 'Views' }).waitFor()
    expect(await banner.getByText(text).count()).toBe(0)

    await ada.page.reload()
    await tile.getByText('Read by one').click()
    await tile.getByText('Omar Haddad').waitFor()
    await tile.getByRole('button', { name: 'End now' }).click()
    await tile.getByText(/ended/).waitFor()
    await ada.context.close()
    await omar.context.close()
  }, 120_000)
})
