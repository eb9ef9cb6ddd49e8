import { createHash } from 'node:crypto'
import {
  type ChatOptions,
  type FileOptions,
  LIMITS,
  type LogoId,
  type Palette,
  type SiteOptions,
  type SiteRevs,
} from '@parley/protocol'
import { FILE_KINDS } from '@parley/protocol/files'
import { chatOptionsOf, type Departments, styleOf, USUAL_PLACE } from '@parley/protocol/look'
import { versionOf } from './forms.ts'

const OFFICE_DAY = [{ from: 9 * 60, to: 17 * 60 }]

/** What holds where the owner decided nothing: a section that is not stored is this one. */
export const DEFAULT_OPTIONS: SiteOptions = {
  look: { radius: 'round' },
  launcher: {
    ...{ ...USUAL_PLACE, shape: 'bubble', label: {} },
    ...{ opener: '', hideOn: '', avoid: '', avoidAny: false, hideOnPhones: false },
  },
  home: {
    ...{ on: true, greeting: {}, lead: {}, showTeam: true, showReplyTime: true, links: [], header: 'tinted' },
  },
  features: {
    ...{ several: true, edit: 15, delete: 15, reactions: true, quotes: true, emoji: true },
    ...{ typingPreview: false, readReceipts: true, end: true, rating: true, transcript: true },
    ...{ queue: true, sound: true, push: true, popout: true },
  },
  files: {
    ...{ on: true, kinds: [...FILE_KINDS], endings: [], voice: true },
    ...{ maxBytes: LIMITS.attachmentBytes, atOnce: LIMITS.attachmentsPerMessage },
  },
  forms: {
    preset: 'none',
    prechat: { title: {}, lead: {}, button: {}, fields: [] },
    offlineOn: true,
    offline: { title: {}, lead: {}, button: {}, fields: [] },
    capture: 'email',
  },
  hours: {
    on: false,
    zone: 'UTC',
    week: [OFFICE_DAY, OFFICE_DAY, OFFICE_DAY, OFFICE_DAY, OFFICE_DAY, [], []],
    exceptions: [],
    message: {},
  },
  proactive: { campaigns: [] },
  privacy: {
    consent: 'granted',
    notice: {},
    noticeUrl: '',
    identityRequired: false,
    pageTags: [],
    pages: true,
    live: false,
  },
  texts: { said: {} },
}

/** What a site's record says of its options. */
type Decided = { options?: Partial<SiteOptions>; uploads?: { allowed: boolean; maxBytes: number } }

/** What records of before say of files: of uploads beside the options, of voices among the features. */
function filesOfBefore({ options, uploads }: Decided): Partial<FileOptions> {
  const { voice } = (options?.features ?? {}) as { voice?: boolean }
  return { ...(uploads && { on: uploads.allowed, maxBytes: uploads.maxBytes }), ...(voice === false && { voice }) }
}

/** What of a site's record an open chat is made of. */
type Shown = Decided & { greeting: string; language: string; color: string; logo?: { id: LogoId } | null }

/** The options of a site, every section complete. */
export function optionsOf(decided: Decided): SiteOptions {
  const stored: Record<string, object> = {
    ...decided.options,
    files: { ...filesOfBefore(decided), ...decided.options?.files },
  }
  // A section that was stored before a field of it was thought of has that field's default; what is none any more is left out.
  const sections = Object.entries(DEFAULT_OPTIONS).map(([name, section]) => {
    const own = Object.entries(stored[name] ?? {}).filter(([field]) => Object.hasOwn(section, field))
    return [name, { ...section, ...Object.fromEntries(own) }]
  })
  return Object.fromEntries(sections) as SiteOptions // a section each
}

/** What is saved apart from the options. */
type SavedApart = Shown & { name: string; side: string; theme: string; allowedOrigins: readonly string[] }

const revOfPart = (part: unknown) => createHash('sha256').update(JSON.stringify(part)).digest('base64url').slice(0, 8)

/** The state of each part that is saved apart. */
export function revsOf(record: SavedApart): SiteRevs {
  const { name, color, side, theme, allowedOrigins, greeting, language, logo } = record
  const sections = Object.entries(optionsOf(record)).map(([section, decided]) => [section, revOfPart(decided)])
  const site = revOfPart([name, color, side, theme, allowedOrigins, greeting, language, logo?.id])
  return { ...Object.fromEntries(sections), site }
}

/** Another after each change that an open chat is to hear of. */
export function revOf({ options, greeting, language, color, logo }: Shown): string {
  const decided = JSON.stringify([options ?? {}, greeting, language, color, logo?.id])
  return createHash('sha256').update(decided).digest('base64url').slice(0, 8)
}

/** What an open chat is told, its texts in the first of `locales` that there are texts for. */
export function toChatOptions(
  record: Shown & { light: Palette; dark: Palette },
  around: Pick<ChatOptions, 'availability' | 'logo'> & { departments: Departments },
  asker: { locales: readonly string[]; rev: string | undefined },
): ChatOptions {
  const { language, greeting, light, dark } = record
  const options = optionsOf(record)
  const rev = revOf(record)
  const isOld = asker.rev !== undefined && asker.rev !== rev
  const style = isOld ? styleOf({ light, dark, radius: options.look.radius, logo: around.logo }) : undefined
  return chatOptionsOf(
    { options, language, greeting },
    { ...around, rev, versionOf, ...(style && { style }) },
    asker.locales,
  )
}
