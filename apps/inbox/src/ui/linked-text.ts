export type TextPart = { text: string; href: string | null }

const LINK = /\bhttps?:\/\/[^\s<>"'“”]+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/gi
/** What ends a sentence, not an address. A closing bracket belongs to the address only when it opened there. */
const TAIL = /[.,;:!?…]+$/

/** Text cut into plain parts and links; only http, https and mail addresses become links (S8). */
export function linkedText(text: string): TextPart[] {
  const parts: TextPart[] = []
  let from = 0
  for (const match of text.matchAll(LINK)) {
    const found = trimmed(match[0])
    if (match.index > from) parts.push({ text: text.slice(from, match.index), href: null })
    parts.push({ text: found, href: found.includes('://') ? found : `mailto:${found}` })
    from = match.index + found.length
  }
  if (from < text.length) parts.push({ text: text.slice(from), href: null })
  return parts
}

function trimmed(address: string): string {
  const short = address.replace(TAIL, '')
  return short.endsWith(')') && !short.includes('(') ? trimmed(short.slice(0, -1)) : short
}
