import type { TimelineItem } from '@parley/client/visitor'

/** What a thread consists of, as the client tells it. */
export type MessageItem = Extract<TimelineItem, { type: 'message' }>
export type EventItem = Extract<TimelineItem, { type: 'event' }>
