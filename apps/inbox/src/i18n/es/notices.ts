import type { notices as english } from '../en-notices.ts'
import type { Translation } from '../texts.ts'

export const notices: Translation<typeof english> = {
  'nav.notices': 'Actividad',
  'nav.notices.count': { one: 'Actividad, {count} sin leer', other: 'Actividad, {count} sin leer' },
  'command.go-notices': 'Ir a Actividad',
  'nav.notices.unread': 'sin leer',
  'notices.not_changed': 'No se guardó. Vuelva a intentarlo.',
  'notices.by.mention': '{name} le mencionó',
  'notices.by.offline': '{name} se desconectó',
  'notice.waiting': 'Conversación nueva',
  'notice.message': 'Mensaje nuevo',
  'notice.assigned': 'Asignada a usted',
  'notice.mention': 'Le han mencionado',
  'notice.overdue': 'Demasiado tiempo en espera',
  'notice.unsent': 'Un mensaje programado no se envió, o salió tarde',
  'notice.offline': 'Un agente se desconectó',
  'notice.summary': {
    one: 'Ocurrió {count} cosa mientras no tenía conexión',
    other: 'Ocurrieron {count} cosas mientras no tenía conexión',
  },
  'notice.taken': 'Le quitaron una conversación',
  'notices.by.taken': '{name} se la quitó',
  'notices.taken.from': '{name} le quitó la conversación con {visitor}',
  'notices.taken.open': 'Abrirla',
}
