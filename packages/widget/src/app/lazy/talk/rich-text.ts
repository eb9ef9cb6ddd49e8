import type { ComponentChild } from 'preact'
import type { Kit } from '../../ui/kit.ts'

/** Addresses that may become links; anything else stays text (S8). Trailing punctuation belongs to the sentence. */
const LINK = /(?<![\w:])(?:https?:\/\/|mailto:|tel:)[^\s<>"']*[^\s<>"'.,;:!?)\]}]/giu

/** Draws a message's text: links of known schemes, everything else as it was written. */
export const richTextOf =
  ({ h }: Pick<Kit, 'h'>) =>
  (text: string) => {
    const parts: ComponentChild[] = []
    let end = 0
    for (const { 0: link, index } of text.matchAll(LINK)) {
      const props = { href: link, target: '_blank', rel: 'noopener noreferrer nofollow ugc' }
      parts.push(text.slice(end, index), h('a', props, link))
      end = index + link.length
    }
    return h('span', { class: 'tx', dir: 'auto' }, parts, text.slice(end))
  }
/** What parts of a message are drawn with. */
export type TalkKit = Kit & { richText: ReturnType<typeof richTextOf> }
