import type { notices as english } from '../en-notices.ts'
import type { Translation } from '../texts.ts'

export const notices: Translation<typeof english> = {
  'nav.notices': 'Atividade',
  'nav.notices.count': { one: 'Atividade, {count} não lida', other: 'Atividade, {count} não lidas' },
  'command.go-notices': 'Ir para Atividade',
  'nav.notices.unread': 'não lida',
  'notices.not_changed': 'Não foi salvo. Tente de novo.',
  'notices.by.mention': '{name} mencionou você',
  'notices.by.offline': '{name} ficou offline',

  'notice.waiting': 'Nova conversa',
  'notice.message': 'Nova mensagem',
  'notice.assigned': 'Atribuída a você',
  'notice.mention': 'Você foi mencionado',
  'notice.overdue': 'Espera longa demais',
  'notice.offline': 'Um atendente ficou offline',
  'notice.summary': {
    one: '{count} coisa aconteceu enquanto você estava offline',
    other: '{count} coisas aconteceram enquanto você estava offline',
  },
  'notice.unsent': 'Uma mensagem agendada não foi enviada, ou foi com atraso',
  'notice.taken': 'Uma conversa foi tirada de você',
  'notices.by.taken': '{name} a tirou de você',
  'notices.taken.from': '{name} tirou de você a conversa com {visitor}',
  'notices.taken.open': 'Abrir',
}
