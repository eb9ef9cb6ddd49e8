/** Kinds that visitors and agents see; they carry a `vseq` (SYNC-15). */
export const VISIBLE_KINDS = [
  'msg.new',
  'msg.edit',
  'msg.del',
  'msg.react',
  'msg.redact',
  'file.ready',
  'conv.status',
  'conv.assign',
  'conv.department',
  'conv.rate',
  'conv.merge',
  'part.join',
  'part.leave',
] as const

/** Kinds that only agents see. */
export const AGENT_ONLY_KINDS = [
  'note.new',
  'note.edit',
  'note.del',
  'note.react',
  'note.redact',
  'conv.tag',
  'conv.field',
  'conv.priority',
  'conv.contact',
  'conv.request',
  'conv.snooze',
  'conv.split',
  'link.add',
  'link.remove',
  'cmid.cancel',
] as const

export type VisibleKind = (typeof VISIBLE_KINDS)[number]
export type AgentOnlyKind = (typeof AGENT_ONLY_KINDS)[number]
export type EventKind = VisibleKind | AgentOnlyKind

const visible: ReadonlySet<string> = new Set(VISIBLE_KINDS)

/** Whether a visitor may see events of `kind`: a pure function of the kind, decided at append, immutable (SYNC-15). */
export function isVisibleKind(kind: string): boolean {
  return visible.has(kind)
}

/** The commands a visitor may send; every other kind is `forbidden` for him. */
export const VISITOR_COMMANDS = ['msg.new', 'msg.edit', 'msg.del', 'msg.react', 'conv.status', 'conv.rate'] as const
/** The commands an agent may send. */
export const AGENT_COMMANDS = [
  'msg.new',
  'msg.edit',
  'msg.del',
  'msg.react',
  'msg.redact',
  'note.new',
  'note.edit',
  'note.del',
  'note.react',
  'note.redact',
  'conv.status',
  'conv.assign',
  'conv.department',
  'conv.tag',
  'conv.field',
  'conv.priority',
  'conv.snooze',
  'conv.request',
  'conv.merge',
  'part.join',
  'part.leave',
] as const
export type CommandKind = (typeof VISITOR_COMMANDS)[number] | (typeof AGENT_COMMANDS)[number]
