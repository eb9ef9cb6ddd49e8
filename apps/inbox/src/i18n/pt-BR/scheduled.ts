import type { scheduled as english } from '../en-scheduled.ts'
import type { Translation } from '../texts.ts'

export const scheduled: Translation<typeof english> = {
  'later.list': 'Mensagens agendadas',
  'later.lead':
    'Suas respostas que saem mais tarde. O servidor as envia, com você aqui ou não; ninguém mais as vê antes.',
  'later.none': 'Nada está agendado.',
  'later.none.what': '“Enviar mais tarde” fica atrás da seta ao lado de Enviar.',
  'later.at': 'Sai {time}',
  'later.unless': 'a menos que o visitante escreva antes',
  'later.unless.label': 'Não enviar se o visitante escrever antes',
  'later.unsent': 'Não enviada {time}: {why}',
  'later.late': 'Devia sair {time}, saiu {sent}: o servidor estava fora do ar',
  'later.why.visitor_wrote': 'o visitante escreveu antes',
  'later.why.closed': 'a conversa está encerrada',
  'later.why.merged': 'a conversa foi mesclada com outra',
  'later.why.no_access': 'você não tem mais acesso à conversa',
  'later.why.disabled': 'sua conta foi desativada',
  'later.why.refused': 'o servidor recusou',
  'later.edit': 'Editar',
  'later.cancel': 'Voltar a rascunho',
  'later.seen': 'Entendi',
  'later.text': 'Mensagem',
  'later.empty': 'Escreva algo.',
  'later.save': 'Salvar',
}
