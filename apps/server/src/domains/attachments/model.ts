import type {
  Actor,
  Attachment,
  AttachmentId,
  CannedResponseId,
  Cmid,
  ConversationId,
  Voice,
  WorkspaceId,
} from '@parley/protocol'

export type AttachmentRecord = {
  _id: AttachmentId
  workspaceId: WorkspaceId
  /** The one conversation it may be named in; null: of a canned response. */
  conversationId: ConversationId | null
  uploader: Pick<Actor, 'type' | 'id'>
  name: string
  type: string
  size: number
  width?: number
  height?: number
  /** A voice message's length and loudness, as its sender measured them. */
  voice?: Voice
  blobKey: string
  thumbnailKey: string | null
  /** Made by us out of its pixels: the only files that a browser may show in place. */
  isReencoded: boolean
  /** The command that names it, and who may get a link, or the canned response; null while nothing does. */
  bound: BoundToMessage | { canned: CannedResponseId } | null
  /** When it was bound last; gone once that command was found in the log, or the canned response names it. */
  unprovenSince?: Date
  createdAt: Date
}

export type BoundToMessage = { cmid: Cmid; audience: 'all' | 'agents' }

export function toWire(record: AttachmentRecord): Attachment {
  const { name, type, size, width, height, voice } = record
  return {
    id: record._id,
    ...{ name, type, size },
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    hasThumbnail: record.thumbnailKey !== null,
    ...(voice && { voice }),
  }
}

/** What browsers record, by what the content is found to be; a container without pictures is found as that of a film. */
const SPOKEN: Record<string, string> = {
  'audio/webm': 'audio/webm',
  'video/webm': 'audio/webm',
  'audio/ogg': 'audio/ogg',
  'application/ogg': 'audio/ogg',
  'audio/mp4': 'audio/mp4',
  'audio/x-m4a': 'audio/mp4',
  'video/mp4': 'audio/mp4',
}

/** The type of a voice message whose content is `type`; null when it is none. */
export function spokenType(type: string): string | null {
  const [container = ''] = type.split(';')
  return Object.hasOwn(SPOKEN, container) ? (SPOKEN[container] ?? null) : null
}

const LONGEST = 200
/** Control characters, and those that turn the reading direction around to hide an ending (N36). */
const HIDDEN = /[\p{Cc}\p{Cf}\u2028\u2029]/gu

/** A sender's file name for display: without folders, control characters or a length that breaks things. */
export function cleanName(given: string | undefined): string {
  const last = (given ?? '').split(/[\\/]/).at(-1) ?? ''
  const text = last.normalize('NFC').replace(HIDDEN, '').trim()
  if (text === '' || /^\.+$/.test(text)) return 'file'
  if (text.length <= LONGEST) return text
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(text)?.[0] ?? ''
  return (
    Array.from(text.slice(0, LONGEST - ending.length))
      .slice(0, -1)
      .join('') + ending
  )
}

/** RFC 6266: an ASCII name for all, the true one for whoever reads it; nothing of it can end the header (N64). */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_')
  const exact = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${plain}"; filename*=UTF-8''${exact}`
}
