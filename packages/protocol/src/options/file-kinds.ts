/** Which files a site takes from its visitors: server, widget and inbox judge alike. Zod-free. */

/** By content. `other`: whatever is none of these and no program. */
export const FILE_KINDS = ['image', 'document', 'audio', 'video', 'archive', 'other'] as const
export type FileKind = (typeof FILE_KINDS)[number]

/** What of a site's policy tells one file from another. */
export type TakenFiles = { kinds: readonly FileKind[]; endings: readonly string[] }
/** What the content of a file was found to be: its type, and what names of such files end in, where it says so itself. */
export type FileContent = { type: string; ending: string | null }

const DOCUMENT =
  /^(text\/|application\/(pdf|rtf|xml|postscript|eps|epub|x-cfb|x-mobipocket-ebook|vnd\.(openxmlformats|oasis|visio|ms-(word|excel|powerpoint|outlook)|apple\.(keynote|numbers|pages))|msword))/
const ARCHIVE =
  /^application\/(zip|gzip|lzip|zstd|vnd\.ms-cab|vnd\.rar|x-(zip|gzip|tar|rar|bzip2?|7z|xz|compress|lzh|arj|cpio|ace|lz4))/

/** The kind of a content type. */
export function kindOf(type: string): FileKind {
  const media = /^(image|audio|video)\//.exec(type)?.[1] as 'image' | 'audio' | 'video' | undefined // as the pattern says
  if (media) return media
  if (type === 'application/ogg') return 'audio'
  if (/^application\/(mxf|vnd\.(ms-asf|rn-realmedia))$/.test(type)) return 'video'
  if (DOCUMENT.test(type)) return 'document'
  return ARCHIVE.test(type) ? 'archive' : 'other'
}

/** Programs and shortcuts, by what a system would do with their name (N63). */
const PROGRAM =
  /\.(exe|com|scr|pif|cpl|dll|msi|msp|msix|appx|bat|cmd|ps1|psm1|vbs?|vbe|jse?|wsf?|wsh|hta|lnk|url|scf|reg|inf|iso|img|vhdx?|jar|swf|app|dmg|pkg|command|desktop)[. ]*$/i

/** No site takes a file of this name. */
export function isProgram(name: string): boolean {
  return PROGRAM.test(name)
}

/** What a name ends in, without the dot, as lists of endings have it; empty when there is none. */
export function endingOf(name: string): string {
  return (/\.([a-z0-9]{1,10})$/i.exec(name)?.[1] ?? '').toLowerCase()
}

/** Contents that say little of what they are for: there the name decides. */
const VAGUE = new Set([
  'text/plain',
  'application/octet-stream',
  'application/xml',
  'application/zip',
  'application/gzip',
  'application/x-cfb',
])
/** Endings that mean the same. */
const SAME: Partial<Record<string, string>> = {
  jpeg: 'jpg',
  tiff: 'tif',
  aiff: 'aif',
  mpeg: 'mpg',
  midi: 'mid',
  opus: 'ogg',
  oga: 'ogg',
  m4v: 'mp4',
}
/** Whether two endings stand for the same content. */
const isSame = (one: string, other: string) => (SAME[one] ?? one) === (SAME[other] ?? other)

/**
 * Whether a site takes a file of this name and content. An ending of the owner's lets nothing in that the content shows
 * to be something else.
 */
export function isTaken({ kinds, endings }: TakenFiles, name: string, { type, ending: found }: FileContent): boolean {
  if (kinds.includes(kindOf(type))) return true
  const ending = endingOf(name)
  if (!endings.some((one) => isSame(one, ending))) return false
  return VAGUE.has(type) || (found !== null && isSame(found, ending))
}

/** What names of a kind end in, for browsers that offer files to choose from; where none stands, they go by its type. */
const ENDINGS: Partial<Record<FileKind, readonly string[]>> = {
  document: [
    ...['pdf', 'txt', 'csv', 'md', 'rtf', 'doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'odt', 'ods', 'odp'],
    ...['epub', 'pages', 'numbers', 'key', 'xml', 'ics', 'vcf'],
  ],
  archive: ['zip', 'gz', 'tgz', 'tar', '7z', 'rar', 'bz2', 'xz', 'zst'],
}

/** The `accept` of a file field; empty: any. It helps to choose and binds nobody. */
export function acceptOf({ kinds, endings }: TakenFiles): string {
  if (kinds.includes('other')) return ''
  const ofKinds = kinds.flatMap((kind) => ENDINGS[kind]?.map((ending) => `.${ending}`) ?? `${kind}/*`)
  return [...ofKinds, ...endings.map((ending) => `.${ending}`)].join(',')
}
