import type { preview as english } from '../en-preview.ts'
import type { Translation } from '../texts.ts'

export const preview: Translation<typeof english> = {
  'preview.title': 'Vista previa',
  'preview.frame': 'El widget como lo verán los visitantes',
  'preview.hint': 'El widget real, como quedaría al guardar. Nada de lo que haga en él llega a su equipo.',
  'preview.failed': 'No se pudo cargar la vista previa.',
  'preview.desk': 'En un ordenador',
  'preview.phone': 'En un móvil',
  'preview.light': 'Claro',
  'preview.dark': 'Oscuro',
  'preview.view': 'Mostrar',
  'preview.view.closed': 'Botón del chat',
  'preview.view.home': 'Inicio',
  'preview.view.thread': 'Conversación',
  'preview.view.prechat': 'Formulario antes del chat',
  'preview.view.offline': 'Fuera del horario',
  'preview.locale': 'Idioma del visitante',
  'preview.visitor': 'Hola, ¿les queda la azul?',
  'preview.agent': 'Sí, en dos tallas. ¿Le aparto una?',
  'leave.title': '¿Salir sin guardar?',
  'leave.what': 'Lo que cambió en esta página aún no está guardado.',
  'leave.keep': 'Seguir editando',
  'leave.discard': 'Descartar cambios',
}
