import type { launcher as english } from './en-launcher.ts'
import type { Texts } from './texts.ts'

export const launcher: Texts<typeof english> = {
  'launcher.lead': 'Wie Besucher den Chat öffnen und wo das auf Ihren Seiten steht.',
  'launcher.look': 'Form',
  'launcher.shape': 'Was zu sehen ist',
  'launcher.shape.bubble': 'Ein runder Knopf',
  'launcher.shape.none': 'Nichts',
  'launcher.shape.none.hint': 'Ihre Seiten öffnen den Chat selbst, zum Beispiel durch ein Element mit data-chat-open.',
  'launcher.label': 'Text neben dem Zeichen',
  'launcher.label.hint': 'In der Sprache der Website. Leer: nur das Zeichen.',
  'launcher.hideOnPhones': 'Auf Telefonen verbergen',
  'launcher.hideOnPhones.hint': 'Ihre Seiten können den Chat trotzdem öffnen.',
  'launcher.place': 'Platz',
  'launcher.x': 'Abstand von der Seite, in Pixeln',
  'launcher.y': 'Abstand von unten, in Pixeln',
  'launcher.distance.wrong': 'Eine ganze Zahl von 0 bis 400.',
  'launcher.zIndex': 'Ebene (z-index)',
  'launcher.zIndex.hint': 'Höher als alles, worüber er liegen soll.',
  'launcher.zIndex.wrong': 'Eine ganze Zahl von 0 bis 2147483647.',
}
