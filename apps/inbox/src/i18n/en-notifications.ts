import type { Texts } from './texts.ts'

/** Being told of what happens. */
export const notifications = {
  'settings.notifications': 'Notifications',

  'notices.lead': 'Kept for 30 days. Reading a conversation marks what concerns it as read.',
  'notices.by.assigned': '{name} assigned it to you',
  'notices.all_read': 'Mark all as read',
  'notices.mark_read': 'Mark as read',
  'notices.mark_unread': 'Mark as unread',
  'notices.unread': 'unread',
  'notices.clear': 'Clear all',
  'notices.see_all': 'See all',
  'notices.more': 'Show older',
  'notices.none': 'Nothing happened yet',
  'notices.none.what': 'New conversations, messages in yours, assignments and mentions come here.',

  'notify.lead':
    'What you hear of, and how. It follows you to every device; loudness and permission belong to this one.',
  'notify.matrix': 'What you are told of',
  'notify.event': 'Event',
  'notify.channel.sound': 'Sound',
  'notify.channel.desktop': 'Desktop',
  'notify.channel.push': 'Push',
  'notify.channel.centre': 'Activity',
  'notify.kind.waiting': 'A new conversation waits',
  'notify.kind.message': 'A message in a conversation of mine',
  'notify.kind.assigned': 'A conversation is assigned to me',
  'notify.kind.mention': 'Somebody mentions me',
  'notify.kind.overdue': 'Somebody waits too long',
  'notify.kind.offline': 'An agent with conversations goes offline',
  'notify.cell': '{event}: {channel}',
  'notify.overdue': 'Too long is',
  'notify.overdue.hint': 'Minutes without an answer, in conversations of yours and of nobody.',
  'notify.repeat': 'Ring until somebody takes it',
  'notify.repeat.hint': 'The sound of a new conversation comes again every 20 seconds while it waits.',

  'notify.here': 'On this device',
  'notify.desktop': 'Desktop notifications',
  'notify.desktop.hint': 'While no window of the inbox is in front.',
  'notify.desktop.refused':
    'The browser does not allow it. Allow notifications for this page in its settings, then switch this on.',
  'notify.desktop.unsupported':
    'This browser shows no notifications here. They need https, and on some phones the installed app.',
  'notify.volume': 'Volume',
  'notify.test': 'Play a test sound',
  'notify.test.played': 'Played. If you heard nothing, look at the volume of the computer and of this tab.',
  'notify.test.blocked': 'The browser keeps this page quiet. Allow sound for it in the browser’s settings.',
  'notify.mute': 'Mute',
  'notify.mute.hint': 'No sound and no desktop notification on this device.',
  'notify.mute.half_hour': 'For 30 minutes',
  'notify.mute.hour': 'For 1 hour',
  'notify.mute.tomorrow': 'Until tomorrow',
  'notify.muted': 'Muted until {time}',
  'notify.unmute': 'Unmute',
} as const

export type NotificationTexts = Texts<typeof notifications>
