/**
 * What an agent may be told of: `waiting` is a conversation that nobody has, `overdue` one that has waited too long; `unsent`:
 * a message that he had scheduled was not sent, or late; `taken`: somebody else took a conversation of his.
 */
export const NOTICE_KINDS = [
  'waiting',
  'message',
  'assigned',
  'taken',
  'mention',
  'overdue',
  'offline',
  'unsent',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** How he is told: `centre` is the list behind the bell. */
export const NOTICE_CHANNELS = ['sound', 'desktop', 'push', 'centre'] as const
export type NoticeChannel = (typeof NOTICE_CHANNELS)[number]

/** Every kind by every channel. */
export type NoticeMatrix = Record<NoticeKind, Record<NoticeChannel, boolean>>

const all = { sound: true, desktop: true, push: true, centre: true }
const USUAL: NoticeMatrix = {
  waiting: all,
  message: all,
  assigned: all,
  taken: all,
  mention: all,
  overdue: all,
  unsent: all,
  offline: { sound: false, desktop: true, push: false, centre: true },
}

/** What was chosen, over what is usual: kinds and channels that came later are as usual. */
export function noticeMatrixOf(chosen: Partial<Record<NoticeKind, Partial<NoticeMatrix[NoticeKind]>>>): NoticeMatrix {
  const rows = NOTICE_KINDS.map((kind) => [kind, { ...USUAL[kind], ...chosen[kind] }])
  return Object.fromEntries(rows) as NoticeMatrix
}
