import type { contact as en } from './en-contact.ts'
import type { Texts } from './texts.ts'

export const contact: Texts<typeof en> = {
  'contact.title': 'Kontakt',
  'contact.name': 'Name',
  'contact.email': 'E-Mail',
  'contact.phone': 'Telefon',
  'contact.note': 'Notiz',
  'contact.tag': 'Dieser Person ein Schlagwort geben',
  'contact.true': 'Ja',
  'contact.false': 'Nein',
  'contact.none': 'Nichts',
  'contact.empty': 'Nicht angegeben',
  'contact.edit': '{label} bearbeiten: {value}',
  'contact.add': '{label} ergänzen',
  'contact.fixed': 'Kommt aus der signierten Identität und wird hier nicht geändert',
  'contact.invalid': 'Das passt nicht. Prüfen Sie die Schreibweise.',
  'contact.verified': 'Das kommt aus der signierten Identität. Ändern Sie es dort, wo Ihre Seite signiert.',
  'contact.failed': 'Nicht gespeichert. Ihre Eingabe steht noch hier.',
  'contact.conflict': 'Jemand hat das inzwischen geändert: {value}',
  'contact.keep_mine': 'Meines behalten',
  'contact.take_theirs': 'Anderes übernehmen',
  'problem.key_taken': 'Ein anderes Feld hat diesen Schlüssel.',
  'contact.save_as': 'Als Kontakt speichern',
  'contact.saved': 'Als Kontakt gespeichert.',
  'contact.open': 'Kontakt öffnen',
}
