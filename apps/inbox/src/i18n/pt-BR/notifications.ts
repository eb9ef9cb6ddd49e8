import type { notifications as english } from '../en-notifications.ts'
import type { Translation } from '../texts.ts'

export const notifications: Translation<typeof english> = {
  'settings.notifications': 'Notificações',

  'notices.lead': 'Guardado por 30 dias. Ler uma conversa marca como lido o que diz respeito a ela.',
  'notices.by.assigned': '{name} atribuiu a você',
  'notices.all_read': 'Marcar tudo como lido',
  'notices.mark_read': 'Marcar como lida',
  'notices.mark_unread': 'Marcar como não lida',
  'notices.unread': 'não lida',
  'notices.clear': 'Limpar tudo',
  'notices.see_all': 'Ver tudo',
  'notices.more': 'Mostrar mais antigas',
  'notices.none': 'Nada aconteceu ainda',
  'notices.none.what': 'Novas conversas, mensagens nas suas, atribuições e menções aparecem aqui.',

  'notify.lead':
    'Do que você é avisado, e como. Acompanha você em todos os dispositivos; volume e permissão são deste aqui.',
  'notify.matrix': 'Do que você é avisado',
  'notify.event': 'Evento',
  'notify.channel.sound': 'Som',
  'notify.channel.desktop': 'Computador',
  'notify.channel.push': 'Push',
  'notify.channel.centre': 'Atividade',
  'notify.kind.waiting': 'Uma nova conversa está à espera',
  'notify.kind.message': 'Uma mensagem em uma conversa minha',
  'notify.kind.assigned': 'Uma conversa é atribuída a mim',
  'notify.kind.mention': 'Alguém me menciona',
  'notify.kind.overdue': 'Alguém espera tempo demais',
  'notify.kind.offline': 'Um atendente com conversas fica offline',
  'notify.cell': '{event}: {channel}',
  'notify.overdue': 'Tempo demais é',
  'notify.overdue.hint': 'Minutos sem resposta, em conversas suas e de ninguém.',
  'notify.repeat': 'Tocar até alguém assumir',
  'notify.repeat.hint': 'O som de uma nova conversa se repete a cada 20 segundos enquanto ela espera.',

  'notify.here': 'Neste dispositivo',
  'notify.desktop': 'Notificações no computador',
  'notify.desktop.hint': 'Enquanto nenhuma janela da caixa de entrada estiver à frente.',
  'notify.desktop.refused':
    'O navegador não permite. Permita as notificações desta página nas configurações dele e depois ative isto.',
  'notify.desktop.unsupported':
    'Este navegador não mostra notificações aqui. Elas precisam de https e, em alguns celulares, do aplicativo instalado.',
  'notify.volume': 'Volume',
  'notify.test': 'Tocar um som de teste',
  'notify.test.played': 'Tocado. Se você não ouviu nada, veja o volume do computador e desta aba.',
  'notify.test.blocked': 'O navegador silencia esta página. Permita o som dela nas configurações do navegador.',
  'notify.mute': 'Silenciar',
  'notify.mute.hint': 'Sem som e sem notificação neste dispositivo.',
  'notify.mute.half_hour': 'Por 30 minutos',
  'notify.mute.hour': 'Por 1 hora',
  'notify.mute.tomorrow': 'Até amanhã',
  'notify.muted': 'Silenciado até {time}',
  'notify.unmute': 'Reativar som',
}
