/** One build of the inbox: its files by their names below `base`, which ends with a slash. */
export type Build = { version: string; base: string; files: ReadonlySet<string> }

/** `page`: the inbox itself, whichever of its addresses is asked for. `pass`: the browser asks the server as ever. */
export type Decision = { from: 'page' } | { from: 'file'; name: string } | { from: 'pass' }

type Asked = Pick<Request, 'method' | 'url' | 'mode' | 'destination'>

const PASS: Decision = { from: 'pass' }
/** Addresses below the inbox that are not its page: files, and what its settings frame. */
const NO_PAGE = /\.\w+$|^preview$/
/** As the build names what changes with its content. */
const HASHED = /-[A-Z0-9]{8}\.\w+$/

const CACHE = 'parley-inbox-'
/** Builds whose files are kept: this one, and the one that other tabs may still be showing. */
const KEPT_BUILDS = 2

/** What to answer. Only what the build made is ever answered from here: what the server says of people is not kept by it. */
export function decide({ method, url, mode, destination }: Asked, { base, files }: Build, origin: string): Decision {
  const { pathname, origin: asked } = new URL(url)
  if (method !== 'GET' || asked !== origin) return PASS
  const name = `${pathname}/`.startsWith(base) ? pathname.slice(base.length) : null
  if (name === null) return PASS
  if (mode === 'navigate') return destination === 'document' && !NO_PAGE.test(name) ? { from: 'page' } : PASS
  return files.has(name) || HASHED.test(name) ? { from: 'file', name } : PASS
}

/** Where the inbox begins: its path without the slash. */
export const pageOf = ({ base }: Pick<Build, 'base'>): string => base.slice(0, -1) || '/'

export const cacheOf = ({ version }: Pick<Build, 'version'>): string => `${CACHE}${version}`

/** Whether the page that the server sends now is of this build; in the middle of a deploy it may be another's. */
export function isOfBuild(page: string, { files }: Pick<Build, 'files'>): boolean {
  const [entry] = /\bmain-\w+\.js\b/.exec(page) ?? []
  return entry !== undefined && files.has(entry)
}

/** Which of all caches, the oldest first, go when the build `version` takes over. */
export function outdated(names: readonly string[], build: Pick<Build, 'version'>): string[] {
  const ours = names.filter((name) => name.startsWith(CACHE))
  const others = ours.filter((name) => name !== cacheOf(build))
  return others.slice(0, Math.max(0, others.length - (KEPT_BUILDS - 1)))
}

/** A file whose name changes with its content is the same in every build. */
export const isLasting = (name: string): boolean => HASHED.test(name)
