import type { TimelineItem } from '@parley/client'
import type {
  Actor,
  Agent,
  AgentId,
  Attachment,
  Cmid,
  ContactProfile,
  ConversationId,
  ConversationRow,
  LiveVisitor,
  MessageBody,
  Site,
  Visitor,
} from '@parley/protocol'
import type { ListRow } from '../models/list-rows.ts'

const AT = '2026-03-10T09:00:00.000Z'
export const ME = 'agt_00000000000000000001' as const
export const VISITOR: Actor = { type: 'visitor', id: 'vis_00000000000000000001', name: 'Priya' }
export const AGENT: Actor = { type: 'agent', id: ME, name: 'Ada' }

/** `cnv_…7` for 7. */
export function idOf(n: number): ConversationId {
  return `cnv_${String(n).padStart(20, '0')}`
}

/** A moment `minutes` after nine. */
export function at(minutes: number): string {
  return new Date(Date.parse(AT) + minutes * 60_000).toISOString()
}

export function aRow(n: number, change: Partial<ListRow> = {}): ListRow {
  return {
    id: idOf(n),
    ord: 1,
    siteId: 'ste_00000000000000000001',
    departmentId: 'dep_00000000000000000001',
    visitor: { id: 'vis_00000000000000000001', name: `Visitor ${n}`, email: null },
    channel: 'chat',
    status: 'open',
    assigneeId: null,
    priority: 'normal',
    tags: [],
    rating: null,
    last: { kind: 'msg.new', actor: VISITOR, text: `Question ${n}`, attachments: 0, ts: at(n) },
    waitingSince: at(n),
    counts: { messages: 1, visitor: 1, notes: 0 },
    createdAt: at(n),
    updatedAt: at(n),
    unread: 1,
    ...change,
  }
}

/** A row as it comes live: without an unread count. */
export function aLiveRow(n: number, change: Partial<ConversationRow> = {}): ConversationRow {
  const { unread: _, ...row } = aRow(n, change)
  return row
}

export function aBody(text: string, attachments: Attachment[] = []): MessageBody {
  return { v: 1, type: 'text', text, attachments, fallback: text }
}

type MessageItem = Extract<TimelineItem, { type: 'message' }>

export function aMessage(n: number, change: Partial<MessageItem> = {}): MessageItem {
  return {
    type: 'message',
    key: `cmid-${n}` as Cmid,
    n,
    messageId: `msg_${String(n).padStart(20, '0')}`,
    kind: 'msg.new',
    actor: VISITOR,
    body: aBody(`Message ${n}`),
    reactions: [],
    ts: at(n),
    send: { phase: 'sent' },
    mine: false,
    ...change,
  }
}

export function anEvent(n: number): Extract<TimelineItem, { type: 'event' }> {
  return {
    type: 'event',
    key: `evt-${n}`,
    n,
    entry: {
      n,
      id: `evt_${String(n).padStart(20, '0')}`,
      e: {
        kind: 'conv.status',
        body: { status: 'closed' },
        actor: AGENT,
        cmid: `c${n}` as Cmid,
        ts: at(n),
        channel: 'chat',
      },
    },
  }
}

export function anAgent(change: Partial<Agent> = {}): Agent {
  return {
    id: ME,
    name: 'Ada',
    email: 'ada@example.com',
    role: 'owner',
    state: 'active',
    departmentIds: ['dep_00000000000000000001'],
    capacity: null,
    createdAt: AT,
    ...change,
  }
}

export const OTHER_AGENT: AgentId = 'agt_00000000000000000002'

export function anAttachment(name = 'photo.png'): Attachment {
  return { id: 'att_00000000000000000001', name, type: 'image/png', size: 2048, hasThumbnail: false }
}

const OPTIONS: Site['options'] = {
  look: { radius: 'round' },
  launcher: {
    ...{ shape: 'bubble', label: {}, x: 20, y: 20, zIndex: 1000 },
    ...{ opener: '', hideOn: '', avoid: '', avoidAny: false, hideOnPhones: false },
  },
  home: { on: true, greeting: {}, lead: {}, showTeam: true, showReplyTime: true, links: [], header: 'tinted' },
  features: {
    ...{ several: true, edit: 15, delete: 15, reactions: true, quotes: true, emoji: true },
    ...{ typingPreview: false, readReceipts: true, end: true, rating: true, transcript: true },
    ...{ queue: true, sound: true, push: true, popout: true },
  },
  files: {
    ...{ on: true, kinds: ['image', 'document', 'audio', 'video', 'archive', 'other'], endings: [] },
    ...{ maxBytes: 25 * 1024 * 1024, atOnce: 10, voice: true },
  },
  forms: {
    ...{ preset: 'none', offlineOn: true, capture: 'email' },
    prechat: { title: {}, lead: {}, button: {}, fields: [] },
    offline: { title: {}, lead: {}, button: {}, fields: [] },
  },
  hours: { on: false, zone: 'UTC', week: [[], [], [], [], [], [], []], exceptions: [], message: {} },
  proactive: { campaigns: [] },
  privacy: {
    consent: 'granted',
    notice: {},
    noticeUrl: '',
    identityRequired: false,
    pageTags: [],
    pages: true,
    live: false,
  },
  texts: { said: {} },
}

/** The state of each part, as the server would tell it. */
const REVS = Object.fromEntries(['site', ...Object.keys(OPTIONS)].map((part) => [part, `${part}-1`])) as Site['revs']

export function aSite(change: Partial<Site> = {}): Site {
  return {
    id: 'ste_00000000000000000001',
    key: 'shop',
    name: 'Shop',
    color: '#006677',
    side: 'right',
    theme: 'auto',
    allowedOrigins: ['https://shop.example'],
    greeting: '',
    language: 'en',
    logo: null,
    options: OPTIONS,
    revs: REVS,
    chatUrl: 'https://chat.example/chat/shop',
    snippet: '<script async src="https://chat.example/s/shop.js"></script>',
    createdAt: AT,
    ...change,
  }
}

export function aVisitor(change: Partial<Visitor> = {}): Visitor {
  return {
    id: 'vis_00000000000000000001',
    siteId: 'ste_00000000000000000001',
    name: 'Priya',
    email: 'priya@example.com',
    phone: null,
    language: 'en-GB',
    timeZone: 'Europe/London',
    referrer: null,
    browser: 'Firefox 145 on Linux',
    pages: [{ url: 'https://shop.example/pot', title: 'The pot', at: AT }],
    blocked: false,
    createdAt: AT,
    seenAt: AT,
    ...change,
  }
}

/** `vis_…7` for 7, who came `n` minutes after nine. */
export function aLiveVisitor(n: number, change: Partial<LiveVisitor> = {}): LiveVisitor {
  return {
    id: `vis_${String(n).padStart(20, '0')}`,
    siteId: 'ste_00000000000000000001',
    name: null,
    email: null,
    page: { url: `https://shop.example/pots/${n}`, title: `Pot ${n}`, at: at(n) },
    referrer: null,
    language: 'en-GB',
    timeZone: 'Europe/London',
    browser: 'Firefox 145 on Linux',
    blocked: false,
    hereSince: at(n),
    conversation: null,
    ...change,
  }
}

export function aContact(change: Partial<ContactProfile> = {}): ContactProfile {
  return {
    ...{ id: 'con_00000000000000000001', version: 1, externalId: null, name: 'Priya', email: 'priya@example.com' },
    ...{ phone: null, company: null, locale: null, isVerified: false, verified: [], tags: [], note: '', fields: {} },
    ...{ attributes: {}, hasConversation: true, createdAt: AT, updatedAt: AT, seenAt: AT },
    ...change,
  }
}
