import type { keys as english } from '../en-keys.ts'
import type { Translation } from '../texts.ts'

export const keys: Translation<typeof english> = {
  'settings.keys': 'Teclado',
  'keys.lead': 'Qué hace cada tecla, en todos los dispositivos en que trabaje.',
  'keys.search': 'Buscar un comando',
  'keys.none': 'Sin tecla',
  'keys.fixed': 'Siempre Esc',
  'keys.change': 'Cambiar',
  'keys.change_of': 'Cambiar las teclas de “{name}”',
  'keys.reset': 'Tecla habitual',
  'keys.reset_of': 'Devolver a “{name}” sus teclas habituales',
  'keys.remove_of': 'Quitar las teclas de “{name}”',
  'keys.reset_all': 'Todas las teclas habituales',
  'keys.press': 'Pulse teclas',
  'keys.press_for': 'Pulse las teclas para “{name}”',
  'keys.how': 'Una tecla, o dos seguidas. Intro las conserva, Esc deja todo como estaba.',
  'keys.clash': '“{name}” tiene ahora estas teclas y las perdería.',
  'keys.browser': 'Su navegador usa estas teclas. Elija otras.',
  'keys.keep': 'Conservar',
  'keys.take': 'Usarlas',
  'keys.kept': 'Teclas cambiadas',
  'keys.removed': 'Teclas quitadas',
  'keys.usual_again': 'Las teclas habituales están de vuelta',
  'keys.all_usual_again': 'Todas las teclas vuelven a ser las habituales',
}
