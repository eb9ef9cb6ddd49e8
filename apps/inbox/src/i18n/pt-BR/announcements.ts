import type { announcements as english } from '../en-announcements.ts'
import type { Translation } from '../texts.ts'

export const announcements: Translation<typeof english> = {
  'settings.announcements': 'Comunicados',
  'announcements.lead': 'O que os responsáveis pela equipe têm a dizer a ela. Cada pessoa o vê até confirmar que leu.',
  'announcements.none': 'Nenhum comunicado ainda.',
  'announcements.text': 'Texto do comunicado',
  'announcements.empty': 'Escreva o que quer comunicar.',
  'announcements.refused': 'O comunicado não foi publicado. Tente de novo.',
  'announcements.to': 'Para',
  'announcements.for': 'Mostrar por no máximo',
  'announcements.days': { one: '{count} dia', other: '{count} dias' },
  'announcements.post': 'Publicar',
  'announcements.end': 'Encerrar agora',
  'announcements.not_ended': 'O comunicado não foi encerrado',
  'announcements.until': 'até {time}',
  'announcements.over': 'encerrado {time}',
  'announcements.unread': 'Ninguém leu ainda.',
  'announcements.reads': { one: 'Lido por uma pessoa', other: 'Lido por {count} pessoas' },
}
