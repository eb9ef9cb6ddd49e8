import { createHash } from 'node:crypto'
import type { ChatOptions, SiteOptions } from '@parley/protocol'
import { textIn } from '@parley/protocol'
import { type Departments, formOf, plainForm } from './forms.ts'

const OFFICE_DAY = [{ from: 9 * 60, to: 17 * 60 }]

/** What holds where the owner decided nothing: a section that is not stored is this one. */
export const DEFAULT_OPTIONS: SiteOptions = {
  launcher: {
    ...{ shape: 'bubble', label: {}, x: 20, y: 20, zIndex: 1000 },
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
  { availability, departments }: { availability: ChatOptions['availability']; departments: Departments },
  locales: readonly string[],
): ChatOptions {
  const { features, forms, hours, privacy, ...options } = optionsOf(record)
  const { on: hasHome, ...home } = options.home
  const say = (text: Parameters<typeof textIn>[0]) => textIn(text, locales, record.language)
  const asked = (is: 'prechat' | 'offline') => {
    const form = formOf(forms, is)
    return form && plainForm(form, say, departments)
  }
  return {
    rev: revOf(record),
    locale: locales[0] ?? record.language,
    ...{ features, availability, capture: forms.capture },
    home: hasHome
      ? {
          ...home,
          ...{ greeting: say(home.greeting) || record.greeting, lead: say(home.lead) },
          links: home.links.map(({ label, url }) => ({ label: say(label) || url, url })),
        }
      : null,
    zone: hours.on ? hours.zone : null,
    closedMessage: say(hours.message),
    prechat: asked('prechat'),
    offline: asked('offline'),
    privacy: { notice: say(privacy.notice), noticeUrl: privacy.noticeUrl },
  }
}
