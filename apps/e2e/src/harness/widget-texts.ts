import path from 'node:path'

const I18N = path.resolve(import.meta.dirname, '../../../../packages/widget/src/app/i18n')

export const LOCALES = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'tr', 'ar', 'he', 'ja'] as const
export type Locale = (typeof LOCALES)[number]
/** The text of a key of the widget, in the language of the walk. */
export type Say = (key: string, values?: Record<string, string | number>) => string

/** What the widget says in `locale`: its own texts, so that a journey finds things by their names in any language. */
export async function widgetTexts(locale: Locale): Promise<Say> {
  const core = await import(path.join(I18N, `${locale}.ts`))
  const more = await import(path.join(I18N, 'more', `${locale}.ts`))
  const texts: Record<string, string> = { ...more.texts, ...(core.texts ?? core.en) }
  return (key, values = {}) => {
    const text = texts[key]
    if (text === undefined) throw new Error(`no text ${key} in ${locale}`)
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
  }
}
