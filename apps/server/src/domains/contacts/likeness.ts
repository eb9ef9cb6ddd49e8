import type { LikenessKind } from '@parley/protocol'
import type { ContactRecord } from './model.ts'

/** Digits of a number that are compared: with and without the prefix of a country it is the same. */
const DIGITS = 8

/** By what a record looks like another, `kind:value`; whoever is not named by it has none of it. */
export function likenessOf({ _id, email, phone, externalId }: ContactRecord): string[] {
  const digits = phone?.replace(/\D/g, '').slice(-DIGITS)
  const isOwn = !externalId.endsWith(`:${_id}`)
  return [
    ...(email ? [`email:${email.trim().toLowerCase()}`] : []),
    ...(digits ? [`phone:${digits}`] : []),
    ...(isOwn ? [`externalId:${externalId.normalize('NFKC').trim().toLowerCase()}`] : []),
  ]
}

export const kindOf = (key: string) => key.slice(0, key.indexOf(':')) as LikenessKind // made above
