import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { type Stop, stopOn, stopsOutOfOrder, tabUntil } from '../harness/focus.ts'
import { useStage } from '../harness/stage.ts'
import { answering, beginWalk, typeTo, type Walk } from '../pages/widget-walk.ts'

const stage = useStage()

/** 1.4.11 and 2.4.13: a ring stands out from what is around it. */
const STANDS_OUT = 3

const at = async (page: Page) => (await stopOn(page)).name
const faint = (stops: Stop[]) => stops.filter(({ isInChat, ring }) => isInChat && ring < STANDS_OUT)

/** By Tab to what is called `name`; every ring on the way is seen. */
async function tabTo({ page }: Walk, name: string | RegExp, key = 'Tab'): Promise<Stop[]> {
  const stops = await tabUntil(
    page,
    (stop) => (typeof name === 'string' ? stop.name === name : name.test(stop.name)),
    key,
  )
  expect(faint(stops)).toEqual([])
  return stops
}

/** What live regions of the chat say from now on. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said: string[] = []
    Object.assign(globalThis, { said })
    const root = [...document.querySelectorAll('*')].find(({ shadowRoot }) => shadowRoot)?.shadowRoot
    const isLive = (node: Node) => {
      const live = (node instanceof Element ? node : node.parentElement)?.closest(
        '[aria-live], [role=status], [role=alert], output',
      )
      return live && live.getAttribute('aria-live') !== 'off' ? live : null
    }
    new MutationObserver((changes) => {
      const regions = new Set(changes.flatMap(({ target }) => isLive(target) ?? []))
      for (const region of regions) if (region.textContent?.trim()) said.push(region.textContent.trim())
    }).observe(root as ShadowRoot, { subtree: true, childList: true, characterData: true })
  })
  return () => page.evaluate(() => (globalThis as unknown as { said: string[] }).said)
}

describe.each(['en', 'ar'] as const)('with the keyboard alone, in %s', (locale) => {
  it('a visitor writes, answers, ends and rates, and the focus is never taken from him', async () => {
    const walk = await beginWalk(stage, locale)
    const { page, say, words, thread } = walk
    const direction = locale === 'ar' ? 'rtl' : 'ltr'
    await walk.goto()
    await walk.launcher.waitFor()
    expect((await stopOn(page)).tag).toBe('body')
    const way = await tabUntil(page, ({ isInChat }) => isInChat)
    expect(way.map(({ name }) => name)).toEqual(['Add to basket', expect.anything()])
    expect(faint(way)).toEqual([])
    await expect.poll(() => at(page)).toBe(say('open'))
    await page.keyboard.press('Enter')
    await walk.composer.waitFor()
    await expect.poll(() => at(page)).toBe(say('message'))
    const said = await listen(page)
    await page.keyboard.type(words.ask)
    await page.keyboard.press('Enter')
    await thread.getByText(words.ask).first().waitFor()
    await walk.button('capture_not').waitFor()
    expect(await at(page)).toBe(say('message'))

    const agent = await answering(stage, words.ask)
    await typeTo(walk, agent)
    agent.chat.send('msg.new', { v: 1, type: 'text', text: words.mixed })
    await thread.getByText(words.mixed).waitFor()
    expect(await at(page)).toBe(say('message'))
    await expect.poll(said).toContainEqual(expect.stringContaining(words.mixed))
    const heard = (await said()).filter((one) => !/^\d/.test(one))
    expect(heard.filter((one) => one.includes(words.mixed))).toHaveLength(1)
    expect(heard.filter((one) => one.includes(words.ask))).toEqual([])
    expect(heard.filter((one) => one.includes(say('typing', { name: '' }).trim()))).toEqual([])

    await tabTo(walk, say('capture_not'), 'Shift+Tab')
    await page.keyboard.press('Enter')
    await walk.button('capture_not').waitFor({ state: 'detached' })
    await expect.poll(() => at(page)).toBe(say('message'))
    await throughMessage(walk)
    await throughComposer(walk)

    await page.keyboard.press('Escape')
    await expect.poll(() => at(page)).toBe(say('open'))
    agent.chat.send('msg.new', { v: 1, type: 'text', text: words.label })
    await page.getByRole('region').getByText(words.label).waitFor()
    await expect.poll(() => at(page)).toContain(`${say('fresh')}: 1`)
    await tabTo(walk, say('bubble_dismiss'), 'Shift+Tab')
    await page.keyboard.press('Enter')
    await expect.poll(() => at(page)).toContain(say('open'))
    await page.keyboard.press('Enter')
    await expect.poll(() => at(page)).toBe(say('message'))
    await throughEnd(walk)
    await tabTo(walk, say('message'))
    const round = await tabUntil(page, ({ name, isInChat }) => isInChat && name === say('message'))
    expect(round.map(({ name }) => name)).toContain('Add to basket') // no trap: one leaves the chat and comes back
    expect(faint(round)).toEqual([])
    await tabUntil(page, ({ isInChat }) => !isInChat)
    await tabUntil(page, ({ name }) => name === say('close'))
    expect(await stopsOutOfOrder(page, direction)).toEqual([])
    agent.client.destroy()
    await walk.context.close()
  })
})

/** The tools of a message. */
async function throughMessage(walk: Walk): Promise<void> {
  const { page, say, thread, words } = walk
  await tabTo(walk, say('messages'), 'Shift+Tab')
  await tabTo(walk, say('tools'))
  await page.keyboard.press('Enter')
  await page.getByRole('menu', { name: say('tools') }).waitFor()
  expect(await at(page)).toBe(say('react', { emoji: '👍' }))
  await page.keyboard.press('Enter')
  await thread.getByRole('button', { name: '👍' }).waitFor()
  expect(await at(page)).toBe(say('tools'))
  await page.keyboard.press('Enter')
  await page.getByRole('menu', { name: say('tools') }).waitFor()
  for (let step = 0; step < 20 && (await at(page)) !== say('reply'); step++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  expect(await at(page)).toBe(say('message'))
  await page.keyboard.type(words.place)
  await page.keyboard.press('Enter')
  await thread.getByRole('button', { name: words.ask }).waitFor()
}

/** What is beside the field. */
async function throughComposer(walk: Walk): Promise<void> {
  const { page, say, composer, thread } = walk
  const chosen = page.waitForEvent('filechooser')
  await tabTo(walk, say('attach'))
  await page.keyboard.press('Enter')
  await (await chosen).setFiles({ name: 'words.txt', mimeType: 'text/plain', buffer: Buffer.from('words') })
  await walk.page.getByRole('button', { name: say('remove', { name: 'words.txt' }) }).waitFor()
  await tabTo(walk, say('emoji'))
  await page.keyboard.press('Enter')
  await expect.poll(() => at(page)).toBe(say('emoji_search'))
  await page.keyboard.type('party pop')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  expect(await at(page)).toBe(say('emoji'))
  expect(await composer.inputValue()).toBe('🎉')
  await tabTo(walk, say('send'))
  await page.keyboard.press('Enter')
  await thread.getByText('🎉').waitFor()
  expect(await at(page)).toBe(say('message'))
  await thread.getByText('words.txt').waitFor()
}

/** The menu, the one dialog that holds the focus, and the rating. */
async function throughEnd(walk: Walk): Promise<void> {
  const { page, say, thread } = walk
  const openQuestion = async () => {
    await page.keyboard.press('Enter')
    await page.getByRole('menu', { name: say('menu') }).waitFor()
    await page.keyboard.press('ArrowUp')
    expect(await at(page)).toBe(`${say('end')}…`)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: say('end_ask') }).waitFor()
  }
  await tabTo(walk, say('menu'), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('menu', { name: say('menu') }).waitFor()
  await page.keyboard.press('Escape')
  expect(await at(page)).toBe(say('menu'))
  await openQuestion()
  const within = [await at(page)]
  for (const _ of [1, 2, 3, 4]) {
    await page.keyboard.press('Tab')
    within.push(await at(page))
  }
  expect(new Set(within.filter(Boolean))).toEqual(new Set([say('keep'), say('end')]))
  await page.keyboard.press('Escape')
  await expect.poll(() => at(page)).toBe(say('menu'))
  await openQuestion()
  await tabTo(walk, say('end'))
  await page.keyboard.press('Enter')
  await thread.getByText(say('ended')).first().waitFor()
  await expect.poll(() => at(page)).toBe(say('menu'))
  await tabTo(walk, new RegExp(`^${say('face_1')}|^${say('face_5')}`))
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowRight')
  await tabTo(walk, say('rate_send'))
  await page.keyboard.press('Enter')
  await thread.getByText(say('rate_thanks')).waitFor()
  await expect.poll(async () => (await stopOn(page)).isInChat).toBe(true) // what had the focus is gone
}
