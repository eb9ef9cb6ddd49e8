import type { blocks as en } from './en-blocks.ts'
import type { Texts } from './texts.ts'

export const blocks: Texts<typeof en> = {
  'settings.blocks': 'Sperren',
  'blocks.lead': 'Besucher und Adressen, die nicht hereingelassen werden. Nichts geht verloren: Geschriebenes bleibt.',
  'blocks.none': 'Niemand ist gesperrt.',
  'blocks.cut': 'Gezeigt werden die neuesten {count}.',
  'blocks.by': 'Gesperrt von {name}, {time}',
  'blocks.until': 'bis {time}',
  'blocks.unblock': '{who} entsperren',
  'blocks.not_restored': 'Die Sperre kam nicht zurück',
  'blocks.range.title': 'Adressen sperren',
  'blocks.range': 'Adresse oder Bereich',
  'blocks.range.hint':
    'Eine Adresse (203.0.113.7) oder ein Bereich (203.0.113.0/24, 2001:db8::/32). Adressen von Besuchern werden nicht gespeichert: Das Protokoll Ihres Webservers kennt sie.',
  'blocks.reason': 'Grund',
  'blocks.reason.hint': 'Nur für Ihr Team.',
  'blocks.for': 'Wie lange',
  'blocks.for.hour': 'Eine Stunde',
  'blocks.for.day': 'Einen Tag',
  'blocks.for.week': 'Eine Woche',
  'blocks.for.month': '30 Tage',
  'blocks.for.lifted': 'Bis jemand entsperrt',
  'blocks.verb': 'Sperren',
  'blocks.own':
    'Ihre eigene Adresse liegt in diesem Bereich. Sie könnten nicht mehr als Besucher schreiben, und niemand sonst hinter Ihrem Anschluss. Der Posteingang bleibt Ihnen offen.',
  'blocks.own.verb': 'Trotzdem sperren',
  'blocks.refused.not_a_range': 'Das ist keine Adresse und kein Bereich von Adressen.',
  'blocks.refused.too_wide': 'Dieser Bereich ist zu weit: höchstens /8, bei IPv6 /16.',
  'blocks.refused.full': 'Mehr Sperren passen nicht hinein. Heben Sie auf, was nicht mehr gebraucht wird.',
  'blocks.refused.other': 'Es wurde nicht gesperrt. Versuchen Sie es noch einmal.',
  'blocks.dialog.title': '{name} sperren?',
  'blocks.dialog.what':
    'Neue Nachrichten und Dateien dieses Besuchers werden abgewiesen. Geschriebenes bleibt, und Sie können jederzeit entsperren.',
  'blocks.dialog.address': 'Adressen von Besuchern werden nicht gespeichert. Eine, die Sie kennen, sperren Sie hier:',
}
