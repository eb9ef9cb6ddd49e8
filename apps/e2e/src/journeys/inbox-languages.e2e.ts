import { describe, expect, it } from 'vitest'
import { axeFindings } from '../harness/axe.ts'
import { misfits } from '../harness/fit.ts'
import { OWNER } from '../harness/server.ts'
import { useStage } from '../harness/stage.ts'

/** The words by which an agent finds his way, as the inbox says them. */
const LANGUAGES = [
  {
    locale: 'ar',
    direction: 'rtl',
    email: 'البريد الإلكتروني',
    password: 'كلمة المرور',
    signIn: 'تسجيل الدخول',
    list: 'المحادثات',
    thread: 'الرسائل',
    reply: 'رد',
    send: 'إرسال',
  },
  {
    locale: 'fr-CA',
    direction: 'ltr',
    email: 'Adresse e-mail',
    password: 'Mot de passe',
    signIn: 'Se connecter',
    list: 'Conversations',
    thread: 'Messages',
    reply: 'Répondre',
    send: 'Envoyer',
  },
]
const SIZES = [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
]

describe('an agent whose browser speaks another language', () => {
  const stage = useStage()

  it.each(LANGUAGES)('signs in, opens and answers in $locale', async (said) => {
    const { url } = stage.server
    const context = await stage.browser.newContext({ locale: said.locale, serviceWorkers: 'block' })
    const page = await context.newPage()
    const english: string[] = []
    page.on('request', (request) => {
      if (/\/en(-later)?-\w+\.js$/.test(request.url())) english.push(request.url())
    })
    await page.goto(`${url}/inbox`)
    await page.getByLabel(said.email).fill(OWNER.email)
    await page.getByLabel(said.password, { exact: true }).fill(OWNER.password)
    await page.getByRole('button', { name: said.signIn }).click()
    const list = page.getByRole('list', { name: said.list })
    await list.getByRole('listitem').filter({ hasText: 'Amina Yusuf' }).first().click()
    await page.getByRole('log', { name: said.thread }).waitFor()
    expect(await page.locator('html').getAttribute('dir')).toBe(said.direction)
    expect(await page.locator('html').getAttribute('lang')).toBe(said.locale)
    const answer = `Hello Amina ${Date.now()}`
    await page.getByRole('textbox', { name: said.reply, exact: true }).fill(answer)
    await page.getByRole('button', { name: said.send, exact: true }).click()
    await page.getByRole('log', { name: said.thread }).getByText(answer, { exact: true }).waitFor()
    for (const size of SIZES) {
      await page.setViewportSize(size)
      const ours = (await misfits(page)).filter((one) => !/^cut off at the side: span/.test(one)) // what people wrote
      expect(ours).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    }
    expect(await axeFindings(page)).toEqual([])
    expect(english).toEqual([])
    await context.close()
  })
})
