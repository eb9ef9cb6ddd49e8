/** The page of announcements, in the settings. */
export const announcements = {
  'settings.announcements': 'Announcements',
  'announcements.lead': 'What those who look after the team tell it. Everybody is shown it once, until he has read it.',
  'announcements.none': 'Nothing was announced yet.',
  'announcements.text': 'What to announce',
  'announcements.empty': 'Write what you want to announce.',
  'announcements.refused': 'It was not announced. Try again.',
  'announcements.to': 'To',
  'announcements.for': 'Shown for at most',
  'announcements.days': { one: '{count} day', other: '{count} days' },
  'announcements.post': 'Announce',
  'announcements.end': 'End now',
  'announcements.not_ended': 'The announcement was not ended',
  'announcements.until': 'until {time}',
  'announcements.over': 'ended {time}',
  'announcements.unread': 'Nobody has read it yet.',
  'announcements.reads': { one: 'Read by one', other: 'Read by {count}' },
} as const
