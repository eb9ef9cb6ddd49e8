import type { overview as english } from '../en-overview.ts'
import type { Translation } from '../texts.ts'

export const overview: Translation<typeof english> = {
  'overview.lead': 'Lo que espera ahora, quién está y el día hasta aquí.',
  'overview.longest': 'la que más, {time}',
  'overview.nobody': 'Nadie espera',
  'overview.today': 'Hoy',
  'overview.begun': 'Iniciadas',
  'overview.closed': 'Cerradas',
  'overview.first': 'Primera respuesta',
  'overview.first.none': 'Ninguna todavía',
  'overview.departments': 'Por departamento',
  'overview.department': 'Departamento',
  'overview.wait': 'Espera más larga',
  'overview.no_department': 'Aún no está en ningún departamento.',
  'overview.team': 'Ahora aquí',
  'overview.load': { one: '1 conversación', other: '{count} conversaciones' },
  'overview.load.of': '{count} de {most} conversaciones',
  'overview.full': 'sin sitio libre',
  'overview.nobody_here': 'No hay nadie.',
  'overview.stale': 'La última consulta no trajo nada. Estas cifras son de las {time}.',
}
