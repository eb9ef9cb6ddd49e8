import type { launcher as english } from '../en-launcher.ts'
import type { Translation } from '../texts.ts'

export const launcher: Translation<typeof english> = {
  'launcher.lead': 'Cómo abren los visitantes el chat y dónde está eso en sus páginas.',
  'launcher.look': 'Forma',
  'launcher.shape': 'Qué se muestra',
  'launcher.shape.bubble': 'Un botón redondo',
  'launcher.shape.tab': 'Una pestaña en el borde',
  'launcher.shape.tab.hint':
    'A media altura de la página, con el texto escrito a lo largo. Mientras el chat está abierto es un botón redondo.',
  'launcher.shape.none': 'Nada',
  'launcher.shape.none.hint':
    'Sus páginas abren el chat por su cuenta, por ejemplo con un elemento con data-chat-open.',
  'launcher.label': 'Texto junto al símbolo',
  'launcher.label.hint': 'Vacío: solo el símbolo.',
  'launcher.hideOnPhones': 'Ocultar en móviles',
  'launcher.hideOnPhones.hint': 'Sus páginas aún pueden abrir el chat.',
  'launcher.place': 'Lugar',
  'launcher.x': 'Distancia al lado, en píxeles',
  'launcher.y': 'Distancia al borde inferior, en píxeles',
  'launcher.distance.wrong': 'Un número entero de 0 a 400.',
  'launcher.zIndex': 'Capa (z-index)',
  'launcher.zIndex.hint': 'Más alta que aquello sobre lo que deba estar.',
  'launcher.zIndex.wrong': 'Un número entero de 0 a 2147483647.',
  'launcher.page': 'Elementos de sus páginas',
  'launcher.page.lead': 'Indicados con selectores CSS, varios separados por comas.',
  'launcher.selector.wrong': 'Esto no es un selector CSS. Escríbalo como .go-to-top o #menu.',
  'launcher.avoid': 'Apartarse de',
  'launcher.avoid.hint':
    'Un botón o una barra que el botón del chat taparía: se coloca encima mientras esté a la vista.',
  'launcher.hideOn': 'Ocultar mientras se vea',
  'launcher.hideOn.hint': 'Un menú a toda página, por ejemplo.',
  'launcher.opener': 'Abre el chat',
  'launcher.opener.hint': 'Un enlace o un botón propio.',
  'launcher.avoidAny': 'Apartarse de lo que esté fijo ahí',
  'launcher.avoidAny.hint': 'Encuentra por sí solo lo que el botón del chat taparía.',
}
