import * as z from 'zod'
import { Text } from './text.ts'

/** CSS selectors that the site owner writes; judged by the browser, ignored where it finds them wrong. */
export const Selectors = z.string().max(300)
const pixels = z.int().min(0).max(400)

/** How the chat is opened, and where that stands. */
export const LauncherOptions = z.strictObject({
  /** `tab`: at the edge, halfway up, its label written along it. `none`: the page opens the chat itself, with its own element or the SDK. */
  shape: z.enum(['bubble', 'tab', 'none']),
  /** Beside the bubble or on the tab; empty shows none. */
  label: Text(40),
  /** Distance from the side and from the bottom, CSS pixels. */
  x: pixels,
  y: pixels,
  zIndex: z.int().min(0).max(2_147_483_647),
  /** Elements of the page that open the chat. */
  opener: Selectors,
  /** While one of these is visible the launcher is hidden. */
  hideOn: Selectors,
  /** The launcher steps aside for these. */
  avoid: Selectors,
  /** Whether it also steps off other fixed elements that it would lie on. */
  avoidAny: z.boolean(),
  hideOnPhones: z.boolean(),
})
export type LauncherOptions = z.infer<typeof LauncherOptions>
