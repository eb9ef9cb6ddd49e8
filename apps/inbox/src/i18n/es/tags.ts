import type { tagsPage as english } from '../en-tags.ts'
import type { Translation } from '../texts.ts'

export const tagsPage: Translation<typeof english> = {
  'settings.tags': 'Etiquetas',
  'tags.lead':
    'Nombres y colores de lo que los agentes ponen a las conversaciones. Un nombre nuevo se ve en todas partes al momento.',
  'tags.new': 'Etiqueta nueva',
  'tags.none':
    'Aún no hay etiquetas. Los agentes pueden escribir cualquier palabra; con una etiqueta propia recibe un color.',
  'tags.edit': 'Cambiar {tag}',
  'tags.change': 'Cambiar la etiqueta',
  'tags.archived': 'archivada',
  'tags.former': 'antes: {names}',
  'tags.name': 'Nombre',
  'tags.unnamed': 'Póngale un nombre.',
  'tags.description': 'Cuándo usarla',
  'tags.colour': 'Color',
  'tags.colour.one': 'Color {number}',
  'tags.archive': 'Archivar: ya no se ofrece, se conserva donde está',
  'tags.merge': 'Unirla a otra',
  'tags.merge.hint': 'Su nombre significa desde entonces la otra etiqueta, y esta desaparece.',
  'tags.merge.none': 'No',
  'tags.merge.verb': 'Unir',
  'tags.taken': 'Otra etiqueta tiene o tuvo este nombre. Elija otro o una las dos.',
  'tags.changed': 'Alguien la cambió mientras tanto. Cierre esto y mírela de nuevo.',
}
