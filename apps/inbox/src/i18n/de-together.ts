import type { together as en } from './en-together.ts'
import type { Texts } from './texts.ts'

export const together: Texts<typeof en> = {
  'view.mentions': 'Erwähnungen',
  'empty.mentions': 'Niemand hat Sie erwähnt. Kolleginnen und Kollegen tun das mit @ in einer Notiz.',
  'command.go-mentions': 'Zu den Erwähnungen',
  'mention.whom': 'Wen erwähnen',
  'mention.everyone': 'Alle hier',
  'mention.department': 'Abteilung',
  'mention.unreached': 'Darf dieses Gespräch nicht lesen',
  'mention.unreached.say': {
    one: '{names} darf dieses Gespräch nicht lesen und erfährt nichts davon.',
    other: '{names} dürfen dieses Gespräch nicht lesen und erfahren nichts davon.',
  },
  'row.mentioned': 'erwähnt Sie',
  'viewers.here': 'Auch hier: {names}',
  'held.label': 'Jemand war schneller',
  'held.answered': '{name} hat geantwortet, während Sie schrieben. Ihre Antwort ist noch nicht gesendet.',
  'held.writes': '{name} schreibt gerade eine Antwort. Ihre ist noch nicht gesendet.',
  'held.read': 'Lesen',
  'held.keep': 'Als Entwurf behalten',
  'held.wait': 'Warten',
  'held.send': 'Trotzdem senden',
}
