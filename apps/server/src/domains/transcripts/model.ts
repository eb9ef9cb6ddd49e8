import type { Actor, Attachment, EventBodies, LogEntry, LogEvent } from '@parley/protocol'
import type { TranscriptTexts } from './texts.ts'

/** A conversation to read without us: who, when, what, and nothing that its reader may not see. */
export type Transcript = {
  id: string
  site: string
  people: string[]
  from: Date | null
  to: Date | null
  lines: TranscriptLine[]
  /** Whether the beginning is in it. */
  isWhole: boolean
}

export type TranscriptLine = {
  is: 'message' | 'note' | 'event'
  at: Date
  /** Who said it; empty for an event, whose text names him. */
  who: string
  text: string
  files: Pick<Attachment, 'name' | 'size'>[]
  isEdited: boolean
  isRemoved: boolean
}

type Source = { id: string; site: string; entries: readonly LogEntry[]; isAll: boolean; hasNotes: boolean }

/**
 * The transcript of a log as its reader sees it: `entries` were projected for him before, so that a visitor's hold no note
 * (R38). Notes of agents' logs stand in it only when they were asked for.
 */
export function transcriptOf(source: Source, texts: TranscriptTexts): Transcript {
  const { id, site, entries, isAll, hasNotes } = source
  const names = new Set<string>()
  const lines = entries.flatMap(({ e }): TranscriptLine[] => {
    const line = lineOf(e, texts, hasNotes)
    if (line?.who) names.add(line.who)
    return line ? [line] : []
  })
  return {
    ...{ id, site, lines },
    people: [...names],
    from: lines[0]?.at ?? null,
    to: lines.at(-1)?.at ?? null,
    isWhole: isAll,
  }
}

function lineOf(e: LogEvent, texts: TranscriptTexts, hasNotes: boolean): TranscriptLine | null {
  if (e.kind === 'msg.new') return said(e, texts, 'message')
  if (e.kind === 'note.new') return hasNotes ? said(e, texts, 'note') : null
  const text = toldOf(e, texts)
  if (text === null) return null
  return { is: 'event', at: new Date(e.ts), who: '', text, files: [], isEdited: false, isRemoved: false }
}

function said(e: LogEvent, texts: TranscriptTexts, is: 'message' | 'note'): TranscriptLine {
  // Of a type that came later it has its fallback, and may have neither text nor files (SYNC-17).
  const body = e.body as Partial<EventBodies['msg.new']> | null
  return {
    ...{ is, at: new Date(e.ts), who: nameOf(e.actor, texts), files: body?.attachments ?? [] },
    text: body ? ((body.type === 'text' ? body.text : body.fallback) ?? body.fallback ?? '') : '',
    isEdited: e.state?.editedAt !== undefined && body !== null,
    isRemoved: body === null,
  }
}

/** What happened, in a sentence; null for what a reader need not be told. */
function toldOf(e: LogEvent, texts: TranscriptTexts): string | null {
  const by = nameOf(e.actor, texts)
  if (e.kind === 'conv.assign') {
    const name = e.body?.name
    return name ? texts.joined(name) : null
  }
  if (e.kind === 'conv.rate') return e.body && texts.rated(by, e.body.score, e.body.comment ?? '')
  if (e.kind !== 'conv.status') return null
  if (e.body?.status === 'closed') return texts.closed(by)
  return e.body?.status === 'open' ? texts.reopened(by) : null
}

function nameOf({ type, name }: Actor, texts: TranscriptTexts): string {
  return name || (type === 'visitor' || type === 'contact' ? texts.visitor : texts.team)
}
