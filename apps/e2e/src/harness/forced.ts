import type { Page } from 'playwright-core'
import { stillness } from './fit.ts'
import { inPage } from './forced-in-page.ts'

const told = (page: Page, door: Parameters<typeof inPage>[0]): Promise<string[]> => page.evaluate(inPage(door))

/** What is lost of the page as it stands where the system decides all colours: edges, drawings, states, rings. */
export async function forcedFindings(page: Page, { rings }: { rings: boolean }): Promise<string[]> {
  const found: string[] = []
  await page.mouse.move(0, 0)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, forcedColors: 'none' })
    await stillness(page)
    await told(page, 'keepSurfaces')
    await page.emulateMedia({ colorScheme, forcedColors: 'active' })
    await stillness(page)
    found.push(...(await told(page, 'edgeless')).map((one) => `${colorScheme}, no edge: ${one}`))
    found.push(...(await told(page, 'strangeDrawings')).map((one) => `${colorScheme}, own colour: ${one}`))
    found.push(...(await told(page, 'silentStates')).map((one) => `${colorScheme}, no sign of its state: ${one}`))
  }
  if (rings) {
    await page.keyboard.press('Shift')
    found.push(...(await told(page, 'ringless')).map((one) => `no ring: ${one}`))
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' })
  return found
}
