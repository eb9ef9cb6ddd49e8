import type { JSX } from 'preact'

/** Addresses that may become links; anything else stays text (S8). Trailing punctuation belongs to the sentence. */
const LINK = /(?<![\w:])(?:https?:\/\/|mailto:|tel:)[^\s<>"']*[^\s<>"'.,;:!?)\]}]/giu

/** A message's text as vnodes: links of known schemes, everything else as it was written. */
export function richText(text: string) {
  const parts: (string | JSX.Element)[] = []
  let end = 0
  for (const { 0: link, index } of text.matchAll(LINK)) {
    parts.push(
      text.slice(end, index),
      <a href={link} target="_blank" rel="noopener noreferrer nofollow ugc">
        {link}
      </a>,
    )
    end = index + link.length
  }
  return (
    <span class="tx" dir="auto">
      {parts}
      {text.slice(end)}
    </span>
  )
}
