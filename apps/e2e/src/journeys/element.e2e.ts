import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { type Device, newPerson } from '../harness/browser.ts'
import { useStage } from '../harness/stage.ts'
import { widgetPage } from '../pages/widget-page.ts'

const stage = useStage()
const shots = process.env['SHOTS']
const shoot = async (page: Page, name: string) =>
  void (shots && (await page.screenshot({ path: `${shots}/${name}.png` })))

async function arrive(device: Device = 'desktop') {
  const person = await newPerson(stage.browser, { device })
  await person.page.goto(`${stage.host.url('strict')}?element`)
  return { ...person, chat: widgetPage(person.page) }
}
/** What our code left in the page outside of the element. */
const rest = (page: Page) => page.evaluate("document.querySelectorAll('html > div, body > div').length")
const tell = (page: Page, code: string) =>
  page.evaluate(`(() => { const chat = document.querySelector('parley-chat'); ${code} })()`)

describe('<parley-chat> on a page with a strict policy', () => {
  it.each<Device>(['desktop', 'phone'])('stands in the page, takes no focus, and chats (%s)', async (device) => {
    const { page, chat, context, troubles } = await arrive(device)
    await chat.composer.waitFor()
    expect(await page.evaluate('document.activeElement === document.body')).toBe(true)
    expect(await chat.launcher.count()).toBe(0)
    const box = await page.getByRole('region').first().boundingBox()
    expect([Math.round(box?.height ?? 0), (box?.y ?? 0) > 100]).toEqual([600, true])
    await chat.write('from the page')
    await chat.thread
      .getByText(/^Sent$|^Delivered$/)
      .first()
      .waitFor()
    await shoot(page, `element-${device}`)
    expect(await axeFindings(page)).toEqual([])
    expect(troubles).toEqual([])
    await context.close()
  })

  it('follows its attributes, keeps its chat when it is moved, and leaves nothing when it is taken off', async () => {
    const { page, chat, context, troubles } = await arrive()
    await chat.composer.waitFor()
    await chat.composer.fill('half a sentence')
    await tell(page, "chat.setAttribute('theme', 'dark')")
    await page.locator('parley-chat > div[data-theme=dark]').waitFor()
    await tell(page, "chat.setAttribute('locale', 'de')")
    await page.getByRole('button', { name: 'Dateien anhängen' }).waitFor()
    await tell(page, "document.querySelector('main').append(chat)")
    await page.waitForTimeout(300)
    expect(await page.locator('parley-chat textarea').inputValue()).toBe('half a sentence')
    await tell(page, 'globalThis.kept = chat.parley; chat.remove()')
    await page.locator('parley-chat').waitFor({ state: 'detached' })
    expect(await page.evaluate('kept.open().catch(({ code }) => code)')).toBe('destroyed')
    expect(await rest(page)).toBe(0)
    expect(troubles).toEqual([])
    await context.close()
  })

  it('floats where it says so, beside another, each by itself', async () => {
    const { page, chat, context, troubles } = await arrive()
    await chat.composer.waitFor()
    await page.evaluate(
      "document.body.insertAdjacentElement('beforeend', Object.assign(document.createElement('parley-chat'), { id: 'second' }))",
    )
    await page.evaluate(
      "(() => { const two = document.getElementById('second'); two.setAttribute('mode', 'float'); two.setAttribute('site', 'demo') })()",
    )
    await chat.launcher.waitFor()
    await chat.launcher.click()
    await page.getByRole('dialog').getByRole('textbox').waitFor()
    expect(await page.getByRole('textbox', { name: 'Message', exact: true }).count()).toBe(2)
    await shoot(page, 'element-two')
    await page.evaluate("document.getElementById('second').remove()")
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await rest(page)).toBe(0)
    expect(await chat.composer.count()).toBe(1)
    expect(troubles).toEqual([])
    await context.close()
  })
})
