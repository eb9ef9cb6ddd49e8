import { type AttributeValue, PersonField } from '@parley/protocol'
import { tokensOf } from '../conversations/index.ts'
import { likenessOf } from './likeness.ts'
import { type ContactRecord, erasedId, unnamedId } from './model.ts'

/** Characters of a name that lists are sorted by, and of a value that they are filtered by. */
const LENGTH = 60
/** Sorts behind every letter: who has no name stands last. */
const NAMELESS = '\uffff'

const folded = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().slice(0, LENGTH)

/** What a filter of a list asks for, as it stands in a record's `labels`. */
export const LABEL = {
  all: 'all',
  verified: (is: boolean) => `verified:${is}`,
  talked: (is: boolean) => `talked:${is}`,
  tag: (tag: string) => `tag:${folded(tag)}`,
  field: (key: string, value: AttributeValue) => `field:${key}=${folded(String(value))}`,
}

/** Records of before were made by proof alone. */
export const isVerified = ({ provedAt }: Pick<ContactRecord, 'provedAt'>): boolean => provedAt !== null

/** What his signed identity told: nobody but another one changes it. */
export const verifiedOf = (record: ContactRecord): readonly PersonField[] =>
  record.signed ?? PersonField.options.filter((key) => record[key] !== undefined)

export const isNamed = ({ _id, externalId }: Pick<ContactRecord, '_id' | 'externalId'>): boolean =>
  externalId !== unnamedId(_id) && externalId !== erasedId(_id)

/** Raised with what follows: who has another is listed anew. */
export const SHAPE = 1
/** In no list. */
export const NOWHERE = { labels: [], tokens: [], likeness: [], sortName: '', shape: SHAPE }

/** What a contact is listed, sorted and searched by. One who is part of another, or erased, is in no list. */
export function derived(record: ContactRecord) {
  const { _id, externalId, name, email, phone, company, tags = [], fields = {}, mergedInto = null } = record
  if (mergedInto || externalId === erasedId(_id)) return NOWHERE
  const digits = phone?.replace(/\D/g, '')
  const words = [name, email, phone, company?.name, isNamed(record) ? externalId : null]
  return {
    labels: [
      LABEL.all,
      LABEL.verified(isVerified(record)),
      LABEL.talked(record.hasConversation === true),
      ...tags.map(LABEL.tag),
      ...Object.entries(fields).map(([key, value]) => LABEL.field(key, value)),
    ],
    tokens: [...new Set([...tokensOf(words.filter(Boolean).join(' ')), ...(digits ? [digits] : [])])],
    likeness: likenessOf(record),
    shape: SHAPE,
    sortName: folded(name ?? email ?? phone ?? '') || NAMELESS,
  }
}
