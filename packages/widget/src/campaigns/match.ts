/**
 * Whether `pattern` fits an address: `*` stands for anything. One that begins with a scheme is compared with the whole
 * address, one that begins with `/` with path and query (or the path alone), any other has to occur somewhere. Linear in
 * both lengths: no regular expression is made of what somebody wrote.
 */
export function fits(pattern: string, address: string): boolean {
  const wanted = pattern.toLowerCase()
  const href = address.toLowerCase()
  if (/^https?:/.test(wanted)) return fitsWhole(wanted, href) || fitsWhole(wanted, href.replace(/[?#].*/, ''))
  if (!wanted.startsWith('/')) return fitsWhole(`*${wanted}*`, href)
  const path = href.replace(/^[a-z]+:\/\/[^/]*/, '').replace(/#.*/, '')
  return fitsWhole(wanted, path) || fitsWhole(wanted, path.replace(/\?.*/, ''))
}

/** The first part at the beginning, the last at the end, those between in their order. */
function fitsWhole(pattern: string, text: string): boolean {
  const [first = '', ...others] = pattern.split('*')
  const last = others.pop()
  if (last === undefined) return text === pattern
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false
  let at = first.length
  for (const part of others) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at <= text.length - last.length
}
