import type { keys as english } from './en-keys.ts'
import type { Texts } from './texts.ts'

export const keys: Texts<typeof english> = {
  'settings.keys': 'Tastatur',
  'keys.lead': 'Was jede Taste tut, auf jedem Gerät, an dem Sie arbeiten.',
  'keys.search': 'Befehl suchen',
  'keys.none': 'Keine Taste',
  'keys.fixed': 'Immer Esc',
  'keys.change': 'Ändern',
  'keys.change_of': 'Die Tasten von „{name}“ ändern',
  'keys.reset': 'Übliche Taste',
  'keys.reset_of': '„{name}“ die üblichen Tasten geben',
  'keys.remove_of': '„{name}“ die Tasten nehmen',
  'keys.reset_all': 'Alle üblichen Tasten',
  'keys.press': 'Tasten drücken',
  'keys.press_for': 'Die Tasten für „{name}“ drücken',
  'keys.how': 'Eine Taste oder zwei nacheinander. Enter behält sie, Esc lässt alles, wie es war.',
  'keys.clash': '„{name}“ hat diese Tasten jetzt und verlöre sie.',
  'keys.browser': 'Diese Tasten braucht Ihr Browser selbst. Wählen Sie andere.',
  'keys.keep': 'Behalten',
  'keys.take': 'Übernehmen',
  'keys.kept': 'Tasten geändert',
  'keys.removed': 'Tasten entfernt',
  'keys.usual_again': 'Die üblichen Tasten gelten wieder',
  'keys.all_usual_again': 'Alle Tasten sind wieder die üblichen',
}
