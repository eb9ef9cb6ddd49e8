import type { launcher as english } from './en-launcher.ts'
import type { Texts } from './texts.ts'

export const launcher: Texts<typeof english> = {
  'launcher.lead': 'Wie Besucher den Chat öffnen und wo das auf Ihren Seiten steht.',
  'launcher.look': 'Form',
  'launcher.shape': 'Was zu sehen ist',
  'launcher.shape.bubble': 'Ein runder Knopf',
  'launcher.shape.tab': 'Eine Lasche am Rand',
  'launcher.shape.tab.hint':
    'Auf halber Höhe der Seite, die Beschriftung läuft an ihr entlang. Bei offenem Chat ist sie ein runder Knopf.',
  'launcher.shape.none': 'Nichts',
  'launcher.shape.none.hint': 'Ihre Seiten öffnen den Chat selbst, zum Beispiel durch ein Element mit data-chat-open.',
  'launcher.label': 'Text neben dem Zeichen',
  'launcher.label.hint': 'Leer: nur das Zeichen.',
  'launcher.hideOnPhones': 'Auf Telefonen verbergen',
  'launcher.hideOnPhones.hint': 'Ihre Seiten können den Chat trotzdem öffnen.',
  'launcher.place': 'Platz',
  'launcher.x': 'Abstand von der Seite, in Pixeln',
  'launcher.y': 'Abstand von unten, in Pixeln',
  'launcher.distance.wrong': 'Eine ganze Zahl von 0 bis 400.',
  'launcher.zIndex': 'Ebene (z-index)',
  'launcher.zIndex.hint': 'Höher als alles, worüber er liegen soll.',
  'launcher.zIndex.wrong': 'Eine ganze Zahl von 0 bis 2147483647.',
  'launcher.page': 'Elemente Ihrer Seiten',
  'launcher.page.lead': 'Durch CSS-Selektoren benannt, mehrere durch Kommas getrennt.',
  'launcher.selector.wrong': 'Das ist kein CSS-Selektor. Zum Beispiel: .nach-oben oder #menu.',
  'launcher.avoid': 'Ausweichen vor',
  'launcher.avoid.hint':
    'Ein Knopf oder ein Balken, auf dem der Startknopf läge: Er steht darüber, solange das sichtbar ist.',
  'launcher.hideOn': 'Verbergen, solange sichtbar',
  'launcher.hideOn.hint': 'Zum Beispiel ein Menü über der ganzen Seite.',
  'launcher.opener': 'Öffnet den Chat',
  'launcher.opener.hint': 'Ein Link oder ein Knopf von Ihnen.',
  'launcher.avoidAny': 'Vor allem ausweichen, was dort fest steht',
  'launcher.avoidAny.hint': 'Findet von selbst, worauf der Startknopf läge.',
}
