import type { visitors as english } from '../en-visitors.ts'
import type { Translation } from '../texts.ts'

export const visitors: Translation<typeof english> = {
  'visitors.lead':
    'Quién está conectado ahora al chat. No aparecen los visitantes que no lo han abierto, ni los que aún no han escrito, salvo que su sitio lo indique.',
  'visitors.list': 'Visitantes',
  'visitors.loading': 'Cargando visitantes',
  'visitors.failed': 'No se pudo cargar la lista.',
  'visitors.stale': 'La lista es de hace un rato. Se pide de nuevo.',
  'visitors.none': 'No hay nadie conectado ahora mismo',
  'visitors.none.what':
    'Los visitantes aparecen aquí solos mientras tienen el chat abierto o vuelven a una conversación, y se van con su página.',
  'visitors.nothing': 'Nadie de aquí coincide.',
  'visitors.search': 'Buscar visitantes',
  'visitors.search.placeholder': 'Nombre, correo o página',
  'visitors.clear': 'Mostrar todos',
  'visitors.site': 'Sitio',
  'visitors.all_sites': 'Todos los sitios',
  'visitors.truncated': 'Hay más de los que se muestran. Otra palabra, o un solo sitio, lo acota.',
  'visitors.col.who': 'Visitante',
  'visitors.col.page': 'Página',
  'visitors.col.site': 'Sitio',
  'visitors.col.language': 'Idioma',
  'visitors.col.since': 'Aquí desde',
  'visitors.col.conversation': 'Conversación',
  'visitors.page.unknown': 'Se desconoce',
  'visitors.page.opens': '{title} (se abre en otra pestaña)',
  'visitors.conversation.none': 'Ninguna',
  'visitors.conversation.waiting': 'En espera',
  'visitors.conversation.mine': 'Con usted',
  'visitors.conversation.with': 'Con {name}',
  'visitors.conversation.open': 'Conversación: {state}',
  'visitors.details': 'Sobre este visitante',
  'visitors.details.gone': 'Ya no está aquí.',
  'visitors.details.since': 'Aquí desde {time}',
  'visitors.action.open': 'Abrir la conversación',
}
