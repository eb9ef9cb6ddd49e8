import type { Page } from 'playwright-core'
import { inPage } from './fit-in-page.ts'

/** WCAG 1.4.12: what a reader may set, and nothing may be lost by it. */
const SPACED =
  '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}'

/** Each size with what it stands for. A page at 200 % has half the pixels of a screen of 1280 by 800. */
const SIZES = [
  ['320 px', { width: 320, height: 568 }],
  ['200 %', { width: 640, height: 400 }],
] as const

/** What does not fit on the page as it stands. */
export const misfits = (page: Page): Promise<string[]> => page.evaluate(inPage('misfits'))

/** What does not fit as it is, with more room between letters, words and lines, on a narrow page, and on one at 200 %. */
export async function fitFindings(page: Page): Promise<string[]> {
  const before = page.viewportSize() ?? { width: 1280, height: 800 }
  const found = (await misfits(page)).map((one) => `as it is: ${one}`)
  await page.evaluate(inPage('setSheet', SPACED))
  found.push(...(await misfits(page)).map((one) => `text spacing: ${one}`))
  await page.evaluate(inPage('setSheet'))
  for (const [name, size] of SIZES) {
    await page.setViewportSize(size)
    found.push(...(await misfits(page)).map((one) => `${name}: ${one}`))
  }
  await page.setViewportSize(before)
  return found
}

/** What does not fit in any of `locales`, which are spoken one after the other on the page as it stands. */
export const misfitsIn = (page: Page, locales: readonly string[]): Promise<string[]> =>
  page.evaluate(inPage('misfitsIn', locales.join(' ')))

/** What moves although the person asked for stillness. */
export const movements = (page: Page): Promise<string[]> => page.evaluate(inPage('movements'))

/** Waits until what fades has faded. */
export const stillness = (page: Page): Promise<void> => page.evaluate(inPage('stillness'))
