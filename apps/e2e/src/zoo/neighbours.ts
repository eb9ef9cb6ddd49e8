import { describe, expect, it } from 'vitest'
import type { Animal } from './animal.ts'
import { talk, tell, visit, widgetOn, type Zoo } from './story.ts'

/** What such a widget puts on a page: a button in the corner above everything, and a frame for later. */
const RIVAL = `addEventListener('DOMContentLoaded', () => {
  const rival = document.createElement('div')
  rival.id = 'rival'
  rival.textContent = 'Chat with others'
  rival.onclick = () => { rival.dataset.pressed = 'yes' }
  document.body.append(rival)
})
window.$rival = function () {}`
const RIVALS =
  '#rival { position: fixed; right: 16px; bottom: 16px; width: 64px; height: 64px; z-index: 2147483647; background: navy }'

const aside: Animal = {
  ...{ name: 'with another widget', runs: RIVAL, style: RIVALS },
  rest: ({ src }) => `<script async src="${src}" data-avoid="#rival"></script>`,
}

/** Takes away whatever it does not know, as some pages do against ads: also ours. */
const SWEEPER = `window.swept = { times: 0 }
new MutationObserver((records) => {
  for (const { addedNodes } of records) for (const node of addedNodes)
    if (node.localName === 'div' && !node.closest('main')) { node.remove(); window.swept.times++ }
}).observe(document, { childList: true, subtree: true })`

export function neighbours(zoo: Zoo): void {
  describe('N48 neighbours', () => {
    it('W26 steps aside for another widget, and both can be pressed', async () => {
      const seen = await visit(zoo, aside)
      const { launcher, closer, composer } = widgetOn(seen.at)
      const bottom = () =>
        launcher.evaluate((button) => innerHeight - button.getBoundingClientRect().bottom).catch(() => null)
      await expect.poll(bottom).toBe(16 + 64 + 12)
      expect(await seen.at.evaluate(() => watch.seen.shifts)).toEqual([])
      await launcher.click()
      await talk(seen, 'is there room for two')
      await closer.click()
      await composer.waitFor({ state: 'hidden' })
      await seen.page.locator('#rival').click()
      expect(await seen.page.locator('#rival').getAttribute('data-pressed')).toBe('yes')
      expect(await seen.at.evaluate(() => watch.changed())).toEqual([])
      expect(seen.troubles).toEqual([])
      await seen.context.close()
    })

    it('tells the whole story beside a widget that stands elsewhere', () =>
      tell(zoo, { name: 'with a widget on the left', runs: RIVAL, style: RIVALS.replace('right', 'left') }))

    it('gives way to a page that removes it, once, and harms it no more', async () => {
      const seen = await visit(zoo, { name: 'that sweeps', runs: SWEEPER })
      await seen.page.waitForFunction(() => 'swept' in window && (window.swept as { times: number }).times === 1)
      const closed = seen.at.evaluate(() =>
        (globalThis as unknown as { Parley: { close(): Promise<unknown> } }).Parley.close().then(() => 'answered'),
      )
      expect(await closed).toBe('answered')
      expect(await seen.at.evaluate(() => (globalThis as unknown as { swept: { times: number } }).swept.times)).toBe(1)
      expect(await seen.at.evaluate(() => watch.changed())).toEqual([])
      expect(seen.troubles).toEqual([])
      await seen.context.close()
    })

    it('keeps the chat open, with what was written, while a framework draws the body anew', async () => {
      const seen = await visit(zoo, { name: 'whose body is drawn anew under an open chat' })
      const { launcher, composer } = widgetOn(seen.at)
      await launcher.click()
      await composer.fill('half a sentence')
      await seen.page.evaluate(() => {
        const body = document.createElement('body')
        body.innerHTML = '<main><h1>The next page</h1></main>'
        history.pushState(null, '', '/next')
        document.documentElement.replaceChild(body, document.body)
      })
      expect(await composer.inputValue()).toBe('half a sentence')
      await talk(seen, 'and here we are')
      expect(await seen.page.evaluate(() => watch.changed())).toEqual([])
      expect(seen.troubles).toEqual([])
      await seen.context.close()
    })
  })
}
