import type { blocks as english } from '../en-blocks.ts'
import type { Translation } from '../texts.ts'

export const blocks: Translation<typeof english> = {
  'settings.blocks': 'Bloqueos',
  'blocks.lead': 'Visitantes y direcciones a los que no se deja entrar. No se pierde nada: lo escrito se queda.',
  'blocks.none': 'No hay nadie bloqueado.',
  'blocks.cut': 'Se muestran los {count} más recientes.',
  'blocks.by': 'Bloqueo de {name}, {time}',
  'blocks.until': 'hasta {time}',
  'blocks.unblock': 'Desbloquear {who}',
  'blocks.not_restored': 'No se volvió a bloquear',
  'blocks.range.title': 'Bloquear direcciones',
  'blocks.range': 'Dirección o rango',
  'blocks.range.hint':
    'Una dirección (203.0.113.7) o un rango (203.0.113.0/24, 2001:db8::/32). Las direcciones de los visitantes no se guardan: las conoce el registro de su servidor web.',
  'blocks.reason': 'Motivo',
  'blocks.reason.hint': 'Solo para su equipo.',
  'blocks.for': 'Durante cuánto tiempo',
  'blocks.for.hour': 'Una hora',
  'blocks.for.day': 'Un día',
  'blocks.for.week': 'Una semana',
  'blocks.for.month': '30 días',
  'blocks.for.lifted': 'Hasta que alguien desbloquee',
  'blocks.verb': 'Bloquear',
  'blocks.own':
    'Su propia dirección está en este rango. Usted ya no podría escribir como visitante, ni nadie más tras su conexión. La bandeja sigue abierta para usted.',
  'blocks.own.verb': 'Bloquear de todos modos',
  'blocks.refused.not_a_range': 'Esto no es una dirección ni un rango de direcciones.',
  'blocks.refused.too_wide': 'Este rango es demasiado amplio: como máximo /8, con IPv6 /16.',
  'blocks.refused.full': 'No caben más. Desbloquee lo que ya no haga falta.',
  'blocks.refused.other': 'No se bloqueó. Vuelva a intentarlo.',
  'blocks.dialog.title': '¿Bloquear a {name}?',
  'blocks.dialog.what':
    'Los mensajes y archivos nuevos de este visitante se rechazan. Lo escrito se queda y puede desbloquear cuando quiera.',
  'blocks.dialog.address': 'Las direcciones de los visitantes no se guardan. Una que conozca se bloquea aquí:',
}
