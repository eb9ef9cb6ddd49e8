import type { JSX } from 'preact'

/** Addresses that may become links; anything else stays text (S8). Trailing punctuation belongs to the sentence. */
const LINK = /(?<![\w:])(?:https?:\/\/|mailto:|tel:)[^\s<>"']*[^\s<>"'.,;:!?)\]}]/giu

/** A message's text as vnodes: links of known schemes, everything else as it was written. */
export function RichText({ text }: { text: string }) {
  const parts: (string | JSX.Element)[] = []
  let end = 0
  for (const match of text.matchAll(LINK)) {
    parts.push(text.slice(end, match.index))
    parts.push(
      <a href={match[0]} target="_blank" rel="noopener noreferrer nofollow ugc">
        {match[0]}
      </a>,
    )
    end = match.index + match[0].length
  }
  parts.push(text.slice(end))
  return (
    <span class="tx" dir="auto">
      {parts}
    </span>
  )
}
