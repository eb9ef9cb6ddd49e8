import type { person as english } from '../en-person.ts'
import type { Translation } from '../texts.ts'

export const person: Translation<typeof english> = {
  'details.answers': 'Respostas',
  'details.agreed': 'Aceitou {time}, texto {version}',
  'person.verified': 'Verificado',
  'person.verified.hint': 'Seu site assinou quem é esta pessoa.',
  'person.about': 'O que se sabe desta pessoa',
  'person.said': 'Informado pela página, não verificado',
  'person.externalId': 'Seu ID',
  'person.phone': 'Telefone',
  'person.company': 'Empresa',
  'person.yes': 'Sim',
  'person.no': 'Não',
  'person.events': 'Aconteceu há pouco',
  'event.contact': '{who} comprovou a identidade',
  'details.fields': 'Esta conversa',
}
