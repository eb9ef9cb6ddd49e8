import type { CommandKind, Role } from '@parley/protocol'
import type { Fixture } from '../../http/testing-fixture.ts'
import { INBOX, type Input, SHOP } from '../../testing.ts'
import type { DocumentedEndpoint } from './verdict.ts'

const RANKS: readonly string[] = ['agent', 'supervisor', 'admin', 'owner'] satisfies Role[]
export const PEOPLE = ['nobody', 'visitor', 'agent', 'supervisor', 'admin', 'owner'] as const
export type Person = (typeof PEOPLE)[number]

/** What the page promises: whether `person` gets as far as the work of an endpoint. */
export function mayCall({ caller, role }: DocumentedEndpoint, person: Person): boolean {
  if (caller === 'public' || caller === 'site' || caller === 'file') return true
  if (person === 'nobody') return false
  if (person === 'visitor') return caller !== 'agent'
  return caller !== 'visitor' && RANKS.indexOf(person) >= RANKS.indexOf(role ?? 'agent')
}

/** How `person` comes: his token, from his page. */
export function comesAs(person: Person, { visitor, agents }: Fixture, caller: string): Input {
  if (person === 'nobody') return caller === 'public' ? { origin: INBOX } : { origin: SHOP }
  if (person === 'visitor') return { access: visitor.access, origin: caller === 'public' ? INBOX : SHOP }
  return { access: agents[person].access, origin: caller === 'site' ? SHOP : INBOX }
}

/** Who may send a command about what is not his own (sync.md 3, design.md): the lowest of those who may. */
export const COMMAND_MATRIX: Record<CommandKind, readonly Person[]> = {
  'msg.new': ['visitor', 'agent', 'supervisor', 'admin', 'owner'],
  'msg.edit': ['visitor'], // only its author, who is the visitor here
  'msg.del': ['visitor', 'supervisor', 'admin', 'owner'],
  'msg.react': ['visitor', 'agent', 'supervisor', 'admin', 'owner'],
  'msg.redact': ['supervisor', 'admin', 'owner'],
  'note.new': ['agent', 'supervisor', 'admin', 'owner'],
  'note.edit': ['owner'], // only its author, who is the owner here
  'note.del': ['supervisor', 'admin', 'owner'],
  'note.react': ['agent', 'supervisor', 'admin', 'owner'],
  'note.redact': ['supervisor', 'admin', 'owner'],
  'conv.status': ['agent', 'supervisor', 'admin', 'owner'],
  'conv.assign': ['agent', 'supervisor', 'admin', 'owner'],
  'conv.department': ['agent', 'supervisor', 'admin', 'owner'],
  'conv.tag': ['agent', 'supervisor', 'admin', 'owner'],
  'conv.field': ['agent', 'supervisor', 'admin', 'owner'],
  'conv.priority': ['agent', 'supervisor', 'admin', 'owner'],
  'conv.snooze': ['agent', 'supervisor', 'admin', 'owner'],
  'conv.request': ['agent', 'supervisor', 'admin', 'owner'],
  'conv.merge': ['agent', 'supervisor', 'admin', 'owner'],
  // Chats between agents alone have members.
  'part.join': [],
  'part.leave': [],
  'conv.rate': ['visitor'],
}
