/**
 * Words of the widget that an operator may put his own in place of, with the values that each may name. The keys are the
 * widget's. Zod-free.
 */
export const TEXT_KEYS = {
  placeholder: [],
  start: [],
  kept: [],
  online: [],
  away: [],
  not_there: [],
  write_anyway: [],
  finding: [],
  queue_place: ['position'],
  queue_next: [],
  queue_wait: ['time'],
  queue_soon: [],
  closed: [],
  ended: [],
  end_ask: [],
  rate_how: [],
  rate_with: ['name'],
  rate_thanks: [],
  offline_thanks: [],
  offline_soon: [],
  capture_title: [],
  capture_email: [],
  capture_phone: [],
  consent_text: [],
  consent_yes: [],
  consent_no: [],
  blocked: [],
} as const satisfies Record<string, readonly string[]>
export type TextKey = keyof typeof TEXT_KEYS

/** Characters of one of them. */
export const TEXT_LENGTH = 200
/** The languages that the widget speaks; words in others would stand among ours. */
export const SPOKEN = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'tr', 'ar', 'he', 'ja'] as const

/** Whether the widget speaks the language of a tag: it is told by its beginning. */
export function isSpoken(tag: string): boolean {
  const base = tag.split('-')[0]?.toLowerCase()
  return SPOKEN.some((spoken) => spoken === base)
}

/** Values that `text` names and that `key` does not have. */
export function strangersIn(key: TextKey, text: string): string[] {
  const known: readonly string[] = TEXT_KEYS[key]
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).filter((name) => !known.includes(name))
}
