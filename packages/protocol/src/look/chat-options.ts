import { acceptOf } from '../options/file-kinds.ts'
import type { SiteOptions } from '../options/index.ts'
import { textIn } from '../options/text-in.ts'
import type { ChatOptions } from '../site.ts'
import { type Departments, formOf, plainForm } from './forms.ts'
import { textsFor } from './texts.ts'

type Decided = { options: SiteOptions; language: string; greeting: string }
type Around = Pick<ChatOptions, 'availability' | 'rev' | 'logo' | 'style'> & {
  departments: Departments
  /** Which text a consent would be to. */
  versionOf: (text: string) => string
}

/** What an open chat is told, its texts in the first of `locales` that there are texts for. */
export function chatOptionsOf(
  { options: decided, language, greeting }: Decided,
  { rev, style, logo, availability, departments, versionOf }: Around,
  locales: readonly string[],
): ChatOptions {
  const { features, files, forms, hours, privacy, ...options } = decided
  const { on: hasHome, ...home } = options.home
  const texts = textsFor(options.texts, locales, language)
  const say = (text: Parameters<typeof textIn>[0]) => textIn(text, locales, language)
  const asked = (is: 'prechat' | 'offline') => {
    const form = formOf(forms, is)
    return form && plainForm(form, { say, departments, versionOf })
  }
  return {
    ...{ rev, logo, ...(style !== undefined && { style }) },
    ...{ locale: locales[0] ?? language, language },
    ...{ features, availability, capture: forms.capture },
    files: { ...files, accept: acceptOf(files) },
    home: hasHome
      ? {
          ...home,
          ...{ greeting: say(home.greeting) || greeting, lead: say(home.lead) },
          links: home.links.map(({ label, url }) => ({ label: say(label) || url, url })),
        }
      : null,
    zone: hours.on ? hours.zone : null,
    closedMessage: say(hours.message),
    prechat: asked('prechat'),
    offline: asked('offline'),
    privacy: {
      ...{ notice: say(privacy.notice), noticeUrl: privacy.noticeUrl },
      ...(privacy.live && { live: true as const }),
    },
    ...(texts && { texts }),
  }
}
