import type { look as english } from '../en-look.ts'
import type { Translation } from '../texts.ts'

export const look: Translation<typeof english> = {
  'logo.label': 'Logotipo',
  'logo.hint':
    'Junto a su nombre en el chat, sobre blanco, hasta que responde un agente, cuya imagen ocupa su lugar. PNG, JPEG, WebP o SVG; uno cuadrado se ve más grande.',
  'logo.choose': 'Elegir una imagen',
  'logo.other': 'Elegir otra',
  'logo.remove': 'Quitar el logotipo',
  'logo.now': 'Su logotipo',
  'logo.wrong': 'No se pudo leer este archivo como imagen. Pruebe con un PNG o JPEG.',
  'look.radius': 'Esquinas',
  'look.radius.square': 'Rectas',
  'look.radius.soft': 'Suaves',
  'look.radius.round': 'Redondas',
  'color.fitting': 'De {color} no habría que cambiar nada, y se parece al suyo.',
  'color.take': 'Usar {color}',
}
