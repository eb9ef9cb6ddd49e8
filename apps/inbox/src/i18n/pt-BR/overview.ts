import type { overview as english } from '../en-overview.ts'
import type { Translation } from '../texts.ts'

export const overview: Translation<typeof english> = {
  'overview.lead': 'O que espera agora, quem está aqui e o dia até agora.',
  'overview.longest': 'a mais longa, {time}',
  'overview.nobody': 'Ninguém espera',
  'overview.today': 'Hoje',
  'overview.begun': 'Iniciadas',
  'overview.closed': 'Fechadas',
  'overview.first': 'Primeira resposta',
  'overview.first.none': 'Nenhuma ainda',
  'overview.departments': 'Por departamento',
  'overview.department': 'Departamento',
  'overview.wait': 'Espera mais longa',
  'overview.no_department': 'Você ainda não está em nenhum departamento.',
  'overview.team': 'Aqui agora',
  'overview.load': { one: '1 conversa', other: '{count} conversas' },
  'overview.load.of': '{count} de {most} conversas',
  'overview.full': 'sem vaga',
  'overview.nobody_here': 'Ninguém está aqui.',
  'overview.stale': 'A última consulta não trouxe nada. Estes números são de {time}.',
}
