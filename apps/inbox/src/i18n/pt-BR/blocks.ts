import type { blocks as english } from '../en-blocks.ts'
import type { Translation } from '../texts.ts'

export const blocks: Translation<typeof english> = {
  'settings.blocks': 'Bloqueios',
  'blocks.lead': 'Visitantes e endereços que não podem entrar. Nada se perde: o que foi escrito fica.',
  'blocks.none': 'Ninguém está bloqueado.',
  'blocks.cut': 'São mostrados os {count} mais recentes.',
  'blocks.by': 'Bloqueado por {name}, {time}',
  'blocks.until': 'até {time}',
  'blocks.unblock': 'Desbloquear {who}',
  'blocks.not_restored': 'Não foi bloqueado de novo',
  'blocks.range.title': 'Bloquear endereços',
  'blocks.range': 'Endereço ou intervalo',
  'blocks.range.hint':
    'Um endereço (203.0.113.7) ou um intervalo (203.0.113.0/24, 2001:db8::/32). Os endereços dos visitantes não são guardados: o registro do seu servidor web os conhece.',
  'blocks.reason': 'Motivo',
  'blocks.reason.hint': 'Somente para a sua equipe.',
  'blocks.for': 'Por quanto tempo',
  'blocks.for.hour': 'Uma hora',
  'blocks.for.day': 'Um dia',
  'blocks.for.week': 'Uma semana',
  'blocks.for.month': '30 dias',
  'blocks.for.lifted': 'Até alguém desbloquear',
  'blocks.verb': 'Bloquear',
  'blocks.own':
    'O seu próprio endereço está neste intervalo. Você não poderia mais escrever como visitante, nem ninguém atrás da sua conexão. A caixa de entrada continua aberta para você.',
  'blocks.own.verb': 'Bloquear mesmo assim',
  'blocks.refused.not_a_range': 'Isto não é um endereço nem um intervalo de endereços.',
  'blocks.refused.too_wide': 'Este intervalo é amplo demais: no máximo /8, com IPv6 /16.',
  'blocks.refused.full': 'Não há lugar para mais. Desbloqueie o que não é mais necessário.',
  'blocks.refused.other': 'Não foi bloqueado. Tente de novo.',
  'blocks.dialog.title': 'Bloquear {name}?',
  'blocks.dialog.what':
    'Novas mensagens e arquivos deste visitante são recusados. O que foi escrito fica, e você pode desbloquear a qualquer momento.',
  'blocks.dialog.address': 'Os endereços dos visitantes não são guardados. Um que você conheça se bloqueia aqui:',
}
