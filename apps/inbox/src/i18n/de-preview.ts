import type { preview as english } from './en-preview.ts'
import type { Texts } from './texts.ts'

export const preview: Texts<typeof english> = {
  'preview.title': 'Vorschau',
  'preview.frame': 'Das Widget, wie Besucher es sehen werden',
  'preview.hint': 'Das echte Widget, wie es nach dem Speichern wäre. Was Sie darin tun, erreicht Ihr Team nicht.',
  'preview.failed': 'Die Vorschau konnte nicht geladen werden.',
  'preview.desk': 'Am Computer',
  'preview.phone': 'Auf dem Telefon',
  'preview.light': 'Hell',
  'preview.dark': 'Dunkel',
  'preview.view': 'Zeigen',
  'preview.view.closed': 'Startknopf',
  'preview.view.home': 'Startseite',
  'preview.view.thread': 'Gespräch',
  'preview.view.prechat': 'Formular vor dem Chat',
  'preview.view.offline': 'Außerhalb der Zeiten',
  'preview.locale': 'Sprache des Besuchers',
  'preview.visitor': 'Guten Tag, gibt es den blauen noch?',
  'preview.agent': 'Ja, in zwei Größen. Soll ich Ihnen einen zurücklegen?',
  'leave.title': 'Gehen, ohne zu speichern?',
  'leave.what': 'Was Sie auf dieser Seite geändert haben, ist noch nicht gespeichert.',
  'leave.keep': 'Weiter bearbeiten',
  'leave.discard': 'Änderungen verwerfen',
}
