import type { contact as english } from '../en-contact.ts'
import type { Translation } from '../texts.ts'

export const contact: Translation<typeof english> = {
  'contact.title': 'Contacto',
  'contact.name': 'Nombre',
  'contact.email': 'Correo electrónico',
  'contact.phone': 'Teléfono',
  'contact.note': 'Nota',
  'contact.tag': 'Añadir una etiqueta a esta persona',
  'contact.true': 'Sí',
  'contact.false': 'No',
  'contact.none': 'Nada',
  'contact.empty': 'Sin datos',
  'contact.edit': 'Editar {label}: {value}',
  'contact.add': 'Añadir {label}',
  'contact.fixed': 'Viene de la identidad firmada, por eso no se cambia aquí',
  'contact.invalid': 'No encaja. Revise cómo está escrito.',
  'contact.verified': 'Lo dice la identidad firmada. Cámbielo donde su sitio la firma.',
  'contact.failed': 'No se guardó. Lo que escribió sigue aquí.',
  'contact.conflict': 'Alguien lo cambió mientras tanto: {value}',
  'contact.keep_mine': 'Conservar lo mío',
  'contact.take_theirs': 'Usar lo suyo',
  'problem.key_taken': 'Otro campo ya tiene esta clave.',
  'contact.save_as': 'Guardar como contacto',
  'contact.saved': 'Guardado como contacto.',
  'contact.open': 'Abrir el contacto',
}
