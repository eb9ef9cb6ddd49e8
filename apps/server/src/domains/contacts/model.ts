import type {
  AgentId,
  Attributes,
  Company,
  Contact,
  ContactId,
  IdentityClaims,
  IdentityKey,
  IdentityKeyId,
  MergeKey,
  Person,
  PersonField,
  WorkspaceId,
} from '@parley/protocol'
import { defined } from '../../lib/defined.ts'
import { newId } from '../../lib/new-id.ts'

/** What is known of a person, as far as somebody said it. */
export type PersonFields = { [K in keyof Person]?: Person[K] | undefined }

/** What a merge may take over. */
export type MergedValue = string | number | boolean | Company | null

/** What taking somebody in made of a contact: enough to take it back. */
export type MergeEntry = {
  from: ContactId
  name: string | null
  by: AgentId
  at: Date
  /** What was there, and what came in its place; null: nothing. */
  before: Record<MergeKey, MergedValue>
  made: Record<MergeKey, MergedValue>
  tags: readonly string[]
}
/** That he is being taken into `into`, as that was at `version`. */
export type Merging = { into: ContactId; version: number; take: readonly MergeKey[]; by: AgentId; at: Date }

/** A person we know: by a signed identity, by an agent's hand, or by an import. */
export type ContactRecord = PersonFields & {
  _id: ContactId
  workspaceId: WorkspaceId
  /** The host's own id of him (`sub`), or {@link unnamedId}. Two of them are never merged by themselves (CW#4728). */
  externalId: string
  attributes: Attributes
  createdAt: Date
  /** When he was there last; {@link NEVER} of whom nobody saw. */
  seenAt: Date
  /** Counts changes. Absent in records of before, as what follows is. */
  version?: number
  /** When he proved last who he is; null: never. Absent in records of before: all of those had. */
  provedAt?: Date | null
  /** What his signed identity told; absent: all that is there. */
  signed?: readonly PersonField[]
  tags?: readonly string[]
  note?: string
  fields?: Attributes
  hasConversation?: boolean
  updatedAt?: Date
  /** Which row of which import made him or changed him last, and which it did: done again, it did that. */
  imported?: { row: string; was: 'created' | 'updated' }
  /** The contact whose part he is since an agent merged them. */
  mergedInto?: ContactId | null
  /** While that is under way, and since when. */
  merging?: Merging | undefined
  mergingAt?: Date | undefined
  /** Who was merged into him. */
  merges?: readonly MergeEntry[]
  /** What he is listed, sorted and searched by: see `derived`. */
  labels?: readonly string[]
  sortName?: string
  tokens?: readonly string[]
  /** By what he looks like others: see `likenessOf`. */
  likeness?: readonly string[]
  /** Which form of these he has; absent in records of before. */
  shape?: number | null
}

/** Before anybody was seen. */
export const NEVER = new Date(0)
/** In place of an id that no host gave. */
export const unnamedId = (id: ContactId) => `unnamed:${id}`

export type IdentityKeyRecord = {
  _id: IdentityKeyId
  workspaceId: WorkspaceId
  /** `kid:nonce:ciphertext`, bound to workspace, field and key. */
  secret: string
  state: IdentityKey['state']
  createdAt: Date
  createdBy: AgentId
  lastUsedAt: Date | null
}

/** What the host called somebody who took his data away is nobody's any more. */
export const erasedId = (id: ContactId) => `erased:${id}`
export const isErased = ({ _id, externalId }: Pick<ContactRecord, '_id' | 'externalId'>) => externalId === erasedId(_id)

/** That an identity token was used: it is taken once within its life. */
export type IdentityUseRecord = { _id: string; workspaceId: WorkspaceId; jti: string; expiresAt: Date }

/** Keys that may be active at once: the one in use, and the one that takes over. */
export const MOST_ACTIVE_KEYS = 2

const PERSON = ['name', 'email', 'phone', 'avatar', 'company', 'locale'] as const

/** The personal claims of a token. */
export function personOf(claims: IdentityClaims): PersonFields {
  return defined(Object.fromEntries(PERSON.map((key) => [key, claims[key]])))
}

export function toWire(record: ContactRecord): Contact {
  const { _id: id, externalId, attributes, createdAt, seenAt } = record
  const person = defined(Object.fromEntries(PERSON.map((key) => [key, record[key]])))
  return { id, externalId, ...person, attributes, createdAt: createdAt.toISOString(), seenAt: seenAt.toISOString() }
}

export function keyToWire({ _id: id, state, createdAt, createdBy, lastUsedAt }: IdentityKeyRecord): IdentityKey {
  return { id, state, createdAt: createdAt.toISOString(), createdBy, lastUsedAt: lastUsedAt?.toISOString() ?? null }
}

/** A contact who is nothing but there. */
export function blankOf(workspaceId: WorkspaceId, now: Date): ContactRecord {
  const _id = newId('con', now)
  const times = { createdAt: now, updatedAt: now, seenAt: NEVER, provedAt: null }
  return { _id, workspaceId, externalId: unnamedId(_id), attributes: {}, signed: [], version: 0, ...times }
}
