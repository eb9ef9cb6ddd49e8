import type { Agent, Attributes, Contact, ConversationRow, Visitor } from '@parley/protocol'
import { firstName, type Values } from '../format/variables.ts'

type Known = {
  id: string
  me: Pick<Agent, 'name'>
  row: ConversationRow | null
  visitor: Visitor | null
  contact: Contact | null
  siteName: string | null
  /** Of the conversation. */
  fields: Attributes
}

/** What the variables of a text stand for in one conversation; what nobody knows is absent. */
export function valuesOf({ id, me, row, visitor, contact, siteName, fields }: Known): Values {
  const name = contact?.name ?? visitor?.name ?? row?.visitor?.name
  const own = {
    visitor: {
      ...{ name, first_name: firstName(name) },
      email: contact?.email ?? visitor?.email ?? row?.visitor?.email,
    },
    agent: { name: me.name, first_name: firstName(me.name) },
    site: { name: siteName },
    conversation: { id },
    field: { ...visitor?.attributes, ...contact?.attributes, ...fields },
  }
  const all = Object.entries(own).flatMap(([group, known]) =>
    Object.entries(known).map(([key, value]) => [`${group}.${key}`, String(value ?? '').trim()] as const),
  )
  return new Map(all.filter(([, value]) => value !== ''))
}
