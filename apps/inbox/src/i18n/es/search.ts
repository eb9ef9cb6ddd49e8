import type { search as english } from '../en-search.ts'
import type { Translation } from '../texts.ts'

export const search: Translation<typeof english> = {
  'find.title': 'Buscar',
  'find.field': 'Buscar en todo',
  'find.placeholder': 'Palabras de mensajes, nombres, direcciones',
  'find.said': 'Mensajes de quién',
  'find.said.all': 'Todos',
  'find.said.visitor': 'Visitantes',
  'find.said.agent': 'Agentes',
  'find.said.note': 'Notas',
  'find.since': 'Mensajes desde',
  'find.always': 'Cualquier fecha',
  'find.days': { one: 'Últimas 24 horas', other: 'Últimos {count} días' },
  'find.contacts': 'Contactos',
  'find.canned': 'Respuestas guardadas',
  'find.to': '{by} a {visitor}',
  'find.more': 'Hay más. Otra palabra lo acota.',
  'find.count': { one: '1 resultado', other: '{count} resultados' },
  'find.nothing': 'Nada contiene “{text}”',
  'find.nothing.what':
    'Deben estar todas las palabras; la última puede ser un comienzo. Lo dicho hace unos segundos llega enseguida.',
  'find.failed': 'La búsqueda no salió adelante.',
  'find.how':
    'Palabras de mensajes, notas, nombres y direcciones; la última puede ser un comienzo. Lo más nuevo va primero.',
  'find.recent': 'Búsquedas recientes',
  'find.forget': 'Olvidarlas',
  'find.save': 'Guardar esta búsqueda',
  'find.saved': 'Búsqueda guardada',
  'find.saved_ones': 'Búsquedas guardadas',
  'find.remove': 'Quitar “{text}”',
}
