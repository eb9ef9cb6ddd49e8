import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { newPerson } from '../harness/browser.ts'
import { addColleague } from '../harness/colleague.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'
import { inboxPage } from '../pages/inbox-page.ts'

const shots = process.env['SHOTS']

describe('colleagues among themselves', () => {
  const stage = useStage()

  it('write to each other by keyboard, see that it was seen, and are told what was announced at once', async () => {
    const name = `Ines ${Date.now()}`
    const who = await addColleague(stage.server.url, OWNER, { name })
    const [ada, ines] = [await newPerson(stage.browser), await newPerson(stage.browser)]
    const [own, hers] = [inboxPage(ada.page, stage.server.url), inboxPage(ines.page, stage.server.url)]
    await own.signIn(OWNER)
    await hers.signIn(who)
    const chats = (page: typeof ada.page) => page.getByRole('list', { name: 'Chats' })

    await ada.page.keyboard.press('Shift+t')
    const dialog = ada.page.getByRole('dialog', { name: 'Write to a colleague' })
    await dialog.getByRole('searchbox').fill(name)
    if (shots) await ada.page.screenshot({ path: `${shots}/team-new.png` })
    expect(await axeFindings(ada.page)).toEqual([])
    await ada.page.keyboard.press('Enter')
    await ada.page.locator('.cp textarea:focus').waitFor()
    await ada.page.keyboard.type('Have you a minute?')
    await ada.page.keyboard.press('Enter')
    await chats(ada.page).getByText('Have you a minute?').waitFor()

    await ines.page.getByRole('link', { name: 'Team, 1 unread chat' }).click()
    await chats(ines.page).getByRole('link').first().click()
    await ines.page.getByRole('log').getByText('Have you a minute?').waitFor()
    await ines.page.getByRole('link', { name: 'Team', exact: true }).waitFor()
    await ada.page.getByText('Seen').waitFor()
    await ines.page.keyboard.press('r')
    await ines.page.locator('.cp textarea:focus').waitFor()
    await ines.page.keyboard.type('Always')
    await ines.page.keyboard.press('Enter')
    await ada.page.getByRole('log').getByText('Always').waitFor()
    if (shots) await ada.page.screenshot({ path: `${shots}/team.png` })
    expect(await axeFindings(ada.page)).toEqual([])

    await ines.page.setViewportSize({ width: 390, height: 844 })
    if (shots) await ines.page.screenshot({ path: `${shots}/team-phone.png` })
    expect(await axeFindings(ines.page)).toEqual([])

    const text = `Lunch is here ${Date.now()}`
    const answer = await announce(stage.server.url, text)
    expect(answer).toBe(201)
    await ines.page.getByText(text).waitFor({ timeout: 8_000 })
    if (shots) await ines.page.screenshot({ path: `${shots}/team-announced-phone.png` })
    expect(await axeFindings(ines.page)).toEqual([])
    for (const { context } of [ada, ines]) await context.close()
  }, 120_000)
})

/** As the owner, from elsewhere. */
async function announce(url: string, text: string): Promise<number> {
  const post = (path: string, body: object, access?: string) =>
    fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: url,
        ...(access && { authorization: `Bearer ${access}` }),
      },
      body: JSON.stringify(body),
    })
  const { access } = await (await post('/sessions', OWNER)).json()
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
  return (await post('/announcements', { scope: { type: 'workspace' }, text, expiresAt }, access)).status
}
