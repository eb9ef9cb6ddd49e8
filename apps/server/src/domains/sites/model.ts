import type { Logo, LogoId, Palette, Site, SiteId, SiteOptions, SiteSettings, WorkspaceId } from '@parley/protocol'
import { settingsOf } from '@parley/protocol/look'
import { optionsOf, revOf, revsOf } from './options.ts'

/** Which picture a site shows, and its size in pixels. */
export type SiteLogo = { id: LogoId; width: number; height: number }

export type SiteRecord = {
  _id: SiteId
  workspaceId: WorkspaceId
  key: string
  name: string
  color: string
  side: SiteSettings['side']
  theme: SiteSettings['theme']
  allowedOrigins: string[]
  greeting: string
  /** What was decided of files before they had a section of the options. */
  uploads?: { allowed: boolean; maxBytes: number }
  language: string
  /** The sections that were decided; see `optionsOf`. Absent in records of before. */
  options?: Partial<SiteOptions>
  /** Absent or null: none. */
  logo?: SiteLogo | null
  /** How often it was changed; absent: never since that is counted. */
  changes?: number
  /** Derived from `color` when it is saved. */
  light: Palette
  dark: Palette
  createdAt: Date
}

/** What the addresses of a site are made with. */
export type SiteAddresses = {
  script(key: string): string
  chat(key: string): string
  logo(key: string, id: LogoId): string
  api: string
  messenger: string
  launcherSheet(shape: SiteOptions['launcher']['shape']): string
}

export function logoOf({ key, logo }: SiteRecord, addresses: Pick<SiteAddresses, 'logo'>): Logo | null {
  return logo ? { url: addresses.logo(key, logo.id), width: logo.width, height: logo.height } : null
}

export function toWire(record: SiteRecord, addresses: Pick<SiteAddresses, 'script' | 'chat' | 'logo'>): Site {
  const { _id, key, name, color, side, theme, allowedOrigins, greeting, language, createdAt } = record
  return {
    ...{ id: _id, key, name, color, side, theme, allowedOrigins, greeting, language },
    logo: logoOf(record, addresses),
    options: optionsOf(record),
    revs: revsOf(record),
    chatUrl: addresses.chat(key),
    snippet: `<script async src="${addresses.script(key)}"></script>`,
    createdAt: createdAt.toISOString(),
  }
}

export function toSettings(record: SiteRecord, addresses: SiteAddresses): SiteSettings {
  const shown = { ...record, rev: revOf(record), logo: logoOf(record, addresses) }
  return settingsOf(shown, optionsOf(record), addresses)
}

const ORIGIN = /^(https?):\/\/([a-z0-9]+(?:[.-]+[a-z0-9]+)*)(?::(\d{1,5}))?$/

/**
 * Whether a page's `Origin` is on the list (S1, N01). Browsers send it in lower case and without a default port; what
 * is written otherwise comes from nobody we know.
 */
export function isAllowedOrigin(origin: string, patterns: readonly string[]): boolean {
  const [, scheme, host, port = ''] = ORIGIN.exec(origin) ?? []
  if (!scheme || !host) return false
  return patterns.some((pattern) => {
    const [, ownScheme, label, ownHost = '', ownPort = ''] =
      /^(https?):\/\/(\*\.)?([^:]+)(?::(.+))?$/.exec(pattern) ?? []
    const defaultPort = ownScheme === 'https' ? '443' : '80'
    const isPort = ownPort === '*' || (ownPort === defaultPort ? '' : ownPort) === port
    const isHost = label ? host.slice(host.indexOf('.') + 1) === ownHost && host.includes('.') : host === ownHost
    return ownScheme === scheme && isPort && isHost
  })
}
