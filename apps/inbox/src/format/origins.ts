/** As the protocol takes them: scheme, host and port; `*` for the leftmost label or the port. */
const PATTERN = /^https?:\/\/(\*\.)?[a-z0-9.-]+(:(\d{1,5}|\*))?$/

/** The origins of a text field, one per line or separated by commas: addresses are cut to their origin. */
export function parseOrigins(text: string): { origins: string[]; wrong: string[] } {
  const given = text.split(/[\s,]+/).filter(Boolean)
  const origins = new Set<string>()
  const wrong: string[] = []
  for (const one of given) {
    const origin = cleaned(one)
    if (PATTERN.test(origin)) origins.add(origin)
    else wrong.push(one)
  }
  return { origins: [...origins], wrong }
}

/** People paste addresses of pages; what stands behind the host is not part of an origin. */
function cleaned(text: string): string {
  // Without a scheme, only what looks like a host is one: `shop` may be a word.
  const isHost = /^[^/]*\./.test(text) || text.startsWith('localhost')
  const withScheme = text.includes('://') || !isHost ? text : `https://${text}`
  return withScheme.toLowerCase().replace(/^(https?:\/\/[^/]*).*$/, '$1')
}
