import { createHash } from 'node:crypto'
import type { ChatOptions, SiteOptions } from '@parley/protocol'
import { chatOptionsOf, type Departments, USUAL_PLACE } from '@parley/protocol/look'
import { versionOf } from './forms.ts'

const OFFICE_DAY = [{ from: 9 * 60, to: 17 * 60 }]

/** What holds where the owner decided nothing: a section that is not stored is this one. */
export const DEFAULT_OPTIONS: SiteOptions = {
  launcher: {
    ...{ ...USUAL_PLACE, shape: 'bubble', label: {} },
    ...{ opener: '', hideOn: '', avoid: '', avoidAny: false, hideOnPhones: false },
  },
  home: {
    ...{ on: true, greeting: {}, lead: {}, showTeam: true, showReplyTime: true, links: [], header: 'tinted' },
  },
  features: {
    ...{ several: true, edit: 15, delete: 15, reactions: true, quotes: true, emoji: true, voice: true },
    ...{ typingPreview: false, readReceipts: true, end: true, rating: true, transcript: true },
    ...{ queue: true, sound: true, push: true, popout: true },
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
  privacy: { consent: 'granted', notice: {}, noticeUrl: '', identityRequired: false, pageTags: [], pages: true },
  texts: { said: {} },
}

/** What a site's record says of its options. */
type Decided = { options?: Partial<SiteOptions> }

/** The options of a site, every section complete. */
export function optionsOf({ options }: Decided): SiteOptions {
  // A section that was stored before a field of it was thought of has that field's default.
  const sections = Object.entries(DEFAULT_OPTIONS).map(([name, section]) => [
    name,
    { ...section, ...options?.[name as keyof SiteOptions] },
  ])
  return Object.fromEntries(sections) as SiteOptions // a section each
}

/** Another after each change that an open chat is to hear of. */
export function revOf({ options, greeting, language }: Decided & { language: string; greeting: string }): string {
  const decided = JSON.stringify([options ?? {}, greeting, language])
  return createHash('sha256').update(decided).digest('base64url').slice(0, 12)
}

/** What an open chat is told, its texts in the first of `locales` that there are texts for. */
export function toChatOptions(
  record: Decided & { language: string; greeting: string },
  around: { availability: ChatOptions['availability']; departments: Departments },
  locales: readonly string[],
): ChatOptions {
  const { language, greeting } = record
  return chatOptionsOf(
    { options: optionsOf(record), language, greeting },
    { ...around, rev: revOf(record), versionOf },
    locales,
  )
}
