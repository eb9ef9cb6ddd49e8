import type { reasons as english } from '../en-reasons.ts'
import type { Translation } from '../texts.ts'

export const reasons: Translation<typeof english> = {
  'settings.reasons': 'Motivos',
  'reasons.lead': 'Por qué se cierran las conversaciones. Solo lo ven los agentes, y filtran por ello.',
  'reasons.when': 'Preguntar al cerrar',
  'reasons.when.never': 'Nunca',
  'reasons.when.offered': 'Ofrecer un motivo',
  'reasons.when.required': 'Exigir un motivo',
  'reasons.name': 'Motivo {number}',
  'reasons.add': 'Añadir un motivo',
  'reasons.empty': 'Todavía no hay motivos.',
  'reasons.up': 'Subir {name}',
  'reasons.remove': 'Quitar {name}',
  'reasons.save': 'Guardar motivos',
  'reasons.saving': 'Guardando',
  'reasons.saved': 'Los motivos están guardados.',
  'reasons.reload': 'Mostrar lo que hay ahora',
  'reasons.twice': 'Dos motivos tienen el mismo nombre.',
  'reasons.needs_one': 'Añada primero un motivo: sin él nadie podría cerrar nada.',
  'reasons.ask': '¿Por qué la cierra?',
  'reasons.none_given': 'Sin motivo',
  'filter.reason': 'Cerrada por',
  'macros.does.closed_for': 'Cerrar: {reason}',
}
