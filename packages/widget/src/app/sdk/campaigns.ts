import type { Said } from '../../loader/frame.ts'
import type { Own } from './own.ts'

/** What is said before the campaigns are there is kept, as much of it. */
const MOST = 100

/** Tells the site's proactive messages, where there are any, what the page said. */
export function tellCampaigns({ frame }: Pick<Own, 'frame'>, said: Said): void {
  if (!frame.settings.scout?.campaigns) return
  frame.said ??= []
  if (!Array.isArray(frame.said) || frame.said.length < MOST) frame.said.push(said)
}
