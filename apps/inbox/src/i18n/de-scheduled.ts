import type { ScheduledTexts } from './en-scheduled.ts'

export const scheduled: ScheduledTexts = {
  'later.list': 'Geplante Nachrichten',
  'later.lead':
    'Ihre Antworten, die später hinausgehen. Der Server sendet sie, ob Sie da sind oder nicht; vorher sieht sie sonst niemand.',
  'later.none': 'Nichts ist geplant.',
  'later.none.what': '„Später senden“ steht hinter dem Pfeil neben Senden.',
  'later.at': 'Geht {time} hinaus',
  'later.unless': 'wenn der Besucher nicht vorher schreibt',
  'later.unless.label': 'Nicht, wenn der Besucher vorher schreibt',
  'later.unsent': 'Nicht gesendet, {time}: {why}',
  'later.late': 'Sollte {time} hinausgehen, gesendet {sent}: Der Server war nicht da',
  'later.why.visitor_wrote': 'Der Besucher hat vorher geschrieben',
  'later.why.closed': 'Das Gespräch ist geschlossen',
  'later.why.merged': 'Das Gespräch wurde mit einem anderen zusammengeführt',
  'later.why.no_access': 'Sie haben keinen Zugang zum Gespräch mehr',
  'later.why.disabled': 'Ihr Konto war gesperrt',
  'later.why.refused': 'Der Server hat es abgelehnt',
  'later.edit': 'Bearbeiten',
  'later.cancel': 'Zurück zum Entwurf',
  'later.seen': 'Verstanden',
  'later.text': 'Nachricht',
  'later.empty': 'Schreiben Sie etwas.',
  'later.save': 'Speichern',
}
