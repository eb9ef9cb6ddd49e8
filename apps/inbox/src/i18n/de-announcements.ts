import type { announcements as en } from './en-announcements.ts'
import type { Texts } from './texts.ts'

export const announcements: Texts<typeof en> = {
  'settings.announcements': 'Ankündigungen',
  'announcements.lead': 'Was dem Team gesagt wird. Alle bekommen es einmal gezeigt, bis sie es gelesen haben.',
  'announcements.none': 'Noch wurde nichts angekündigt.',
  'announcements.text': 'Was angekündigt wird',
  'announcements.empty': 'Schreiben Sie, was Sie ankündigen möchten.',
  'announcements.refused': 'Das wurde nicht angekündigt. Versuchen Sie es noch einmal.',
  'announcements.to': 'An',
  'announcements.for': 'Gezeigt höchstens',
  'announcements.days': { one: '{count} Tag', other: '{count} Tage' },
  'announcements.post': 'Ankündigen',
  'announcements.end': 'Jetzt beenden',
  'announcements.not_ended': 'Die Ankündigung wurde nicht beendet',
  'announcements.until': 'bis {time}',
  'announcements.over': 'beendet {time}',
  'announcements.unread': 'Noch hat es niemand gelesen.',
  'announcements.reads': { one: 'Einmal gelesen', other: 'Von {count} gelesen' },
}
