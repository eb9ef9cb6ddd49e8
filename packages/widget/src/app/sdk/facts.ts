import type { Attributes, Company } from '@parley/sdk/types'
import { checks } from './checks.ts'
import type { ConversationFacts, Own, VisitorFacts } from './own.ts'

type Values = NonNullable<VisitorFacts['attributes']>

/** As the server limits them (`protocol/contact.ts`, `protocol/event.ts`), so that a mistake is told where it is made. */
const VISITOR = { key: /^[A-Za-z][A-Za-z0-9_]{0,39}$/, keys: 'letters, digits and _, a letter first', most: 50 }
const CONVERSATION = { key: /^[a-z][a-z0-9_]{0,39}$/, keys: 'small letters, digits and _, a letter first', most: 20 }
const MESSAGE = { ...VISITOR, most: 20 }
const MOST_TEXT = 500
const MOST_TAGS = 20

function valuesOf(own: Own, given: Attributes, { key, keys, most }: typeof VISITOR): Values {
  const check = checks(own)
  const entries = Object.entries(check.object('attributes', given))
  if (entries.length > most) check.refuse('attributes', `at most ${most}`)
  for (const [name, value] of entries) {
    if (!key.test(name) || name in Object.prototype) check.refuse(`the key ${name}`, `at most 40 ${keys}`)
    const isFit = value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value)
    if (!isFit || String(value).length > MOST_TEXT)
      check.refuse(name, `a text of at most ${MOST_TEXT} characters, a number, true, false or null`)
  }
  return Object.fromEntries(entries)
}

export const attributesOf = (own: Own, given: Attributes): Values => valuesOf(own, given, VISITOR)

/** What a page says with a message; null says nothing. */
export function metadataOf(own: Own, given: Attributes): Record<string, string | number | boolean> {
  const values = Object.entries(valuesOf(own, given, MESSAGE))
  return Object.fromEntries(values.flatMap(([key, value]) => (value === null ? [] : [[key, value]])))
}

/** Attributes of a conversation are texts. */
export function fieldsOf(own: Own, given: Attributes): NonNullable<ConversationFacts['fields']> {
  const values = valuesOf(own, given, CONVERSATION)
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value === null ? null : String(value)]))
}

/** Keys as attributes that are taken away. */
export function withoutKeys(own: Own, keys: string | readonly string[]): Attributes {
  const list = typeof keys === 'string' ? [keys] : keys
  if (!Array.isArray(list)) checks(own).refuse('keys', 'a text or a list of texts')
  return Object.fromEntries(list.map((key) => [checks(own).text('a key', key, 40), null]))
}

export function companyOf(own: Own, given: Company): NonNullable<VisitorFacts['company']> {
  const check = checks(own)
  const { id, name, website, attributes = {} } = check.object('company', given)
  const key = check.text('company.id', id, 120)
  if (!/^[\w.:@|+-]+$/.test(key)) check.refuse('company.id', 'letters, digits and any of _ . : @ | + -')
  if (name !== undefined) check.text('company.name', name, 120)
  if (website !== undefined) check.text('company.website', website, MOST_TEXT)
  const all = Object.entries(attributesOf(own, { ...attributes, ...(website && { website }) }))
  const kept = Object.fromEntries(all.flatMap(([at, value]) => (value === null ? [] : [[at, value]])))
  if (Object.keys(kept).length > 20) check.refuse('company.attributes', 'at most 20')
  return { id: key, ...(name && { name }), ...(Object.keys(kept).length && { attributes: kept }) }
}

export function tagsOf(own: Own, tags: readonly string[]): string[] {
  const check = checks(own)
  if (tags.length > MOST_TAGS) check.refuse('tags', `at most ${MOST_TAGS}`)
  return tags.map((tag) => {
    const text = check.text('a tag', tag, 40).trim()
    return /^[^\p{C},]+$/u.test(text) ? text : check.refuse('a tag', 'a text without commas and line ends')
  })
}
