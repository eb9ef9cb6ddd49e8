import type { scheduled as english } from '../en-scheduled.ts'
import type { Translation } from '../texts.ts'

export const scheduled: Translation<typeof english> = {
  'later.list': 'Mensajes programados',
  'later.lead': 'Sus respuestas que salen más tarde. Las envía el servidor, esté usted o no; nadie más las ve antes.',
  'later.none': 'No hay nada programado.',
  'later.none.what': '“Enviar más tarde” está tras la flecha junto a Enviar.',
  'later.at': 'Sale {time}',
  'later.unless': 'salvo que el visitante escriba antes',
  'later.unless.label': 'No si el visitante escribe antes',
  'later.unsent': 'No enviado {time}: {why}',
  'later.late': 'Debía salir {time}, se envió {sent}: el servidor no estaba',
  'later.why.visitor_wrote': 'el visitante escribió antes',
  'later.why.closed': 'la conversación está cerrada',
  'later.why.merged': 'la conversación se unió a otra',
  'later.why.no_access': 'usted ya no tiene acceso a la conversación',
  'later.why.disabled': 'su cuenta se desactivó',
  'later.why.refused': 'el servidor lo rechazó',
  'later.edit': 'Editar',
  'later.cancel': 'Volver a borrador',
  'later.seen': 'Entendido',
  'later.text': 'Mensaje',
  'later.empty': 'Escriba algo.',
  'later.save': 'Guardar',
}
