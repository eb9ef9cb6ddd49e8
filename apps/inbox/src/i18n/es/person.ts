import type { person as english } from '../en-person.ts'
import type { Translation } from '../texts.ts'

export const person: Translation<typeof english> = {
  'details.fields': 'Esta conversación',
  'details.answers': 'Respuestas',
  'details.agreed': 'Aceptado {time}, texto {version}',
  'person.verified': 'Verificado',
  'person.verified.hint': 'Su sitio firmó quién es.',
  'person.about': 'Lo que se sabe de esta persona',
  'person.said': 'Dicho por la página, sin verificar',
  'person.externalId': 'Su id',
  'person.phone': 'Teléfono',
  'person.company': 'Empresa',
  'person.yes': 'Sí',
  'person.no': 'No',
  'person.events': 'Ocurrió hace poco',
  'event.contact': '{who} demostró quién es',
}
