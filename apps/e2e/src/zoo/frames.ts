import { describe, expect, it } from 'vitest'
import type { Animal, Places } from './animal.ts'
import { talk, type Visit, visit, widgetOn, type Zoo } from './story.ts'

/** The page in the frame is one without a name of its own; it answers to the slug `framed`. */
const FRAMED: Animal = { name: 'framed' }
const around = (name: string, src: (places: Places) => string, attributes = ''): Animal => ({
  name,
  rest: (places) => `<iframe src="${src(places)}/framed" width="300" height="200" ${attributes}></iframe>`,
})

const animals: Animal[] = [
  around('of its own origin, 300 by 200', () => ''),
  around('of another origin, 300 by 200', ({ elsewhere }) => elsewhere),
  around(
    'of another origin, with a sandbox',
    ({ elsewhere }) => elsewhere,
    'sandbox="allow-scripts allow-same-origin"',
  ),
]

async function visitFrame(zoo: Zoo, animal: Animal): Promise<Visit> {
  zoo.cages.url(FRAMED)
  const seen = await visit(zoo, { ...animal, told: /sandbox|CORS|ERR_FAILED|status of 400/ })
  const at = seen.page.frames().find((frame) => frame.url().endsWith('/framed'))
  if (!at) throw new Error('the frame did not come')
  return { ...seen, at }
}

/** How far the launcher is from the corner of its window. */
const corner = (seen: Visit) =>
  widgetOn(seen.at).launcher.evaluate((button) => {
    const { right, bottom } = button.getBoundingClientRect()
    return [innerWidth - right, innerHeight - bottom]
  })

export function frames(zoo: Zoo): void {
  describe('N48 frames: the widget chats in a frame', () => {
    it.each(animals)('$name', async (animal) => {
      const seen = await visitFrame(zoo, animal)
      const { launcher, composer, closer } = widgetOn(seen.at)
      await launcher.waitFor()
      expect(await corner(seen)).toEqual([20, 20])
      await launcher.click()
      await composer.waitFor()
      await talk(seen, 'is there room in here')
      await closer.click()
      await launcher.waitFor()
      expect(await seen.at.evaluate(() => watch.changed())).toEqual([])
      expect(await seen.page.evaluate(() => watch.changed())).toEqual([])
      expect(await seen.context.cookies()).toEqual([])
      expect(seen.troubles).toEqual([])
      await seen.context.close()
    })

    it('and says in one without an origin that there is no chat', async () => {
      const seen = await visitFrame(
        zoo,
        around('without an origin', () => '', 'sandbox="allow-scripts"'),
      )
      const { launcher, write } = widgetOn(seen.at)
      await launcher.click()
      await write('who am I')
      await seen.at.getByText('The chat is not available on this page.').waitFor()
      expect(seen.troubles).toEqual([])
      await seen.context.close()
    })
  })
}
