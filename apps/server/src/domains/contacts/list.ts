import type { ContactFilter, ContactId, ContactSort, WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import { tokensOf, withTerms } from '../conversations/index.ts'
import { LABEL } from './derived.ts'
import type { ContactRecord } from './model.ts'
import type { Condition, ContactStore } from './store.ts'

export type ContactQuery = ContactFilter & {
  sort?: ContactSort | undefined
  cursor?: string | undefined
  limit?: number | undefined
}

/** How a list is ordered: the field it goes by, and which way. */
const ORDERS = {
  seen: { key: 'seenAt', by: -1 },
  name: { key: 'sortName', by: 1 },
  created: { key: '_id', by: -1 },
} as const

const PAGE = 50
/** Contacts that a search looks at before it stops and says so. */
const EXAMINED = 500

/** Pages of contacts, and what is found by words. */
export function createContactList(store: Pick<ContactStore, 'list' | 'search'>) {
  async function found(filter: Condition, terms: Terms, sort: ContactSort) {
    const all = await store.search({ ...filter, ...withTerms(terms) }, EXAMINED)
    return { records: [...all].sort(inOrder(sort)), truncated: all.length === EXAMINED }
  }

  /** One page in an order that an index has. */
  async function paged(filter: Condition, { cursor, limit = PAGE }: ContactQuery, sort: ContactSort) {
    const { key, by } = ORDERS[sort]
    const place = cursor === undefined ? {} : after(cursor, sort)
    const order = { [key]: by, ...(key !== '_id' && { _id: by }) } as Record<string, 1 | -1>
    const records = await store.list({ $and: [filter, place] }, order, limit + 1)
    const page = records.slice(0, limit)
    const last = records.length > limit ? page.at(-1) : undefined
    return { records: page, cursor: last ? cursorAfter(last, sort) : null, truncated: false }
  }

  return async (workspaceId: WorkspaceId, query: ContactQuery) => {
    const { sort = 'seen', limit = PAGE, search } = query
    const filter = { workspaceId, ...conditions(query) }
    if (!search?.trim()) return paged(filter, query, sort)
    const terms = termsOf(search)
    if (!terms) return { records: [], cursor: null, truncated: false }
    // The newest first is the one order in which all that a search finds comes page by page.
    if (sort === 'created') return paged({ ...filter, ...withTerms(terms) }, query, sort)
    const { records, truncated } = await found(filter, terms, sort)
    return { records: records.slice(0, limit), cursor: null, truncated: truncated || records.length > limit }
  }
}
export type ContactList = ReturnType<typeof createContactList>

/** The conditions of a list; labels are served by its index. */
function conditions(query: ContactFilter): Condition {
  const { tag, field, value, verified, hasConversation, seenAfter, seenBefore } = query
  const labels = [
    ...(tag ? [LABEL.tag(tag)] : []),
    ...(field && value !== undefined ? [LABEL.field(field, value)] : []),
    ...(verified ? [LABEL.verified(verified === 'true')] : []),
    ...(hasConversation ? [LABEL.talked(hasConversation === 'true')] : []),
  ]
  const [first = LABEL.all, ...others] = labels
  return {
    ...(others.length > 0 ? { labels: { $all: labels } } : { labels: first }),
    ...((seenAfter || seenBefore) && {
      seenAt: { ...(seenAfter && { $gte: new Date(seenAfter) }), ...(seenBefore && { $lt: new Date(seenBefore) }) },
    }),
  }
}

type Terms = NonNullable<ReturnType<typeof termsOf>>

/** Digits of a number as it may be written, or words with the beginning of one more. */
function termsOf(text: string) {
  if (/^\s*\+?[\d\s()./-]{5,}$/.test(text)) return { words: [], prefix: text.replace(/\D/g, '') }
  const words = tokensOf(text)
  const prefix = words.pop()
  return prefix ? { words, prefix } : null
}

/** What an order goes by, as a text that sorts alike. */
const SORTED_BY: Record<ContactSort, (record: ContactRecord) => string> = {
  seen: ({ seenAt }) => String(seenAt.getTime()).padStart(16, '0'),
  name: ({ sortName = '' }) => sortName,
  created: () => '',
}

function inOrder(sort: ContactSort) {
  const { by } = ORDERS[sort]
  const keyOf = (record: ContactRecord) => `${SORTED_BY[sort](record)} ${record._id}`
  return (a: ContactRecord, b: ContactRecord) => (keyOf(a) < keyOf(b) ? -by : by)
}

/** A place in the order of ids, for lists of other things than contacts alone. */
export const cursorOfId = (record: ContactRecord): string => cursorAfter(record, 'created')
export const afterId = (cursor: string): Condition => after(cursor, 'created')

/** Opaque, and bound to its order. */
function cursorAfter(record: ContactRecord, sort: ContactSort): string {
  return Buffer.from(JSON.stringify([sort, SORTED_BY[sort](record), record._id])).toString('base64url')
}

function after(cursor: string, sort: ContactSort): Condition {
  const [ofSort, value, id] = partsOf(cursor)
  if (ofSort !== sort || value === undefined || !/^con_[0-9a-z]{20}$/.test(id ?? ''))
    throw new AppError('invalid_request', 'The cursor is not one of this list.')
  const { key, by } = ORDERS[sort]
  const last = id as ContactId // by the pattern above
  const beyond = by === 1 ? '$gt' : '$lt'
  if (key === '_id') return { _id: { [beyond]: last } }
  const at = key === 'seenAt' ? new Date(Number(value)) : value
  return { [key]: { [`${beyond}e`]: at }, $or: [{ [key]: { [beyond]: at } }, { _id: { [beyond]: last } }] }
}

function partsOf(cursor: string): (string | undefined)[] {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(read) ? read.map((part) => (typeof part === 'string' ? part : undefined)) : []
  } catch {
    return [] // told as a cursor of no list
  }
}
