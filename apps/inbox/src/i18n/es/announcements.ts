import type { announcements as english } from '../en-announcements.ts'
import type { Translation } from '../texts.ts'

export const announcements: Translation<typeof english> = {
  'settings.announcements': 'Anuncios',
  'announcements.lead': 'Lo que quienes cuidan del equipo le comunican. Cada persona lo ve una vez, hasta que lo lee.',
  'announcements.none': 'Aún no se ha anunciado nada.',
  'announcements.text': 'Qué anunciar',
  'announcements.empty': 'Escriba lo que quiere anunciar.',
  'announcements.refused': 'No se anunció. Vuelva a intentarlo.',
  'announcements.to': 'Para',
  'announcements.for': 'Se muestra como máximo',
  'announcements.days': { one: '{count} día', other: '{count} días' },
  'announcements.post': 'Anunciar',
  'announcements.end': 'Terminar ahora',
  'announcements.not_ended': 'El anuncio no se terminó',
  'announcements.until': 'hasta {time}',
  'announcements.over': 'terminó {time}',
  'announcements.unread': 'Nadie lo ha leído aún.',
  'announcements.reads': { one: 'Leído por una persona', other: 'Leído por {count}' },
}
