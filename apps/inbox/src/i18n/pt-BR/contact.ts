import type { contact as english } from '../en-contact.ts'
import type { Translation } from '../texts.ts'

export const contact: Translation<typeof english> = {
  'contact.title': 'Contato',
  'contact.name': 'Nome',
  'contact.email': 'E-mail',
  'contact.phone': 'Telefone',
  'contact.note': 'Nota',
  'contact.tag': 'Adicionar uma tag a esta pessoa',
  'contact.true': 'Sim',
  'contact.false': 'Não',
  'contact.none': 'Nada',
  'contact.empty': 'Não informado',
  'contact.edit': 'Editar {label}: {value}',
  'contact.add': 'Adicionar {label}',
  'contact.fixed': 'Vem da identidade assinada, por isso não muda aqui',
  'contact.invalid': 'Isso não serve. Confira como está escrito.',
  'contact.verified': 'Vem da identidade assinada. Altere onde seu site a assina.',
  'contact.failed': 'Não foi salvo. O que você digitou continua aqui.',
  'contact.conflict': 'Alguém alterou isto nesse meio-tempo: {value}',
  'contact.keep_mine': 'Manter o meu',
  'contact.take_theirs': 'Usar o outro',
  'problem.key_taken': 'Outro campo já tem esta chave.',
  'contact.save_as': 'Salvar como contato',
  'contact.saved': 'Salvo como contato.',
  'contact.open': 'Abrir o contato',
}
