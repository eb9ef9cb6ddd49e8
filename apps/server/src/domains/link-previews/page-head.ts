/** What a page says of itself: the tags for it, else its title. Texts, and nothing else of it. */
export type PageHead = { title: string; description: string }

/** Looked at of a page; what is further down is no head. */
const MOST = 128 * 1024
const META = /<meta\s([^<>]{1,1000})>/gi
const ATTRIBUTE = /([a-z:-]{1,30})\s{0,3}=\s{0,3}(?:"([^"]{0,900})"|'([^']{0,900})'|([^\s"'<>]{1,300}))/gi
const TITLE = /<title(?:\s[^<>]{0,200})?>([^<]{0,1000})/i

export function headOf(html: string): PageHead {
  const text = html.slice(0, MOST)
  const found = new Map<string, string>()
  for (const [, inside = ''] of text.matchAll(META)) {
    const attributes = new Map(
      [...inside.matchAll(ATTRIBUTE)].map(([, name = '', a, b, c]) => [name.toLowerCase(), a ?? b ?? c ?? '']),
    )
    const name = (attributes.get('property') ?? attributes.get('name') ?? '').toLowerCase()
    if (name && !found.has(name)) found.set(name, attributes.get('content') ?? '')
  }
  const said = (...names: string[]) => names.map((name) => plain(found.get(name) ?? '')).find(Boolean) ?? ''
  return {
    title: cut(said('og:title', 'twitter:title') || plain(TITLE.exec(text)?.[1] ?? ''), 200),
    description: cut(said('og:description', 'twitter:description', 'description'), 300),
  }
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** Characters as they are meant, on one line, without those that hide or turn the rest around (N36). */
function plain(text: string): string {
  return text
    .replace(
      /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,5}));/gi,
      (whole, hex?: string, number?: string, name?: string) => {
        const code = hex ? Number.parseInt(hex, 16) : Number(number)
        if (name) return NAMED[name.toLowerCase()] ?? whole
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
      },
    )
    .replace(/\s+/g, ' ')
    .replace(/\p{C}/gu, '')
    .trim()
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`
}
