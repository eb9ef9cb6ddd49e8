import type { begin as english } from '../en-begin.ts'
import type { Translation } from '../texts.ts'

export const begin: Translation<typeof english> = {
  'begin.new': 'Nueva conversación',
  'begin.start': 'Iniciar una conversación',
  'begin.title': 'Nueva conversación con {name}',
  'begin.message': 'Mensaje',
  'begin.hint': 'Aparece junto al chat del visitante o espera a su próxima visita.',
  'begin.department': 'Departamento',
  'begin.department.default': 'El habitual',
  'begin.has_open': 'Ya hay una conversación abierta con este visitante.',
  'begin.has_one': 'Ya hay una conversación abierta con este visitante. El sitio permite solo una a la vez.',
  'begin.open': 'Abrirla',
  'begin.show': 'Mostrar',
  'begin.sent': 'Enviado. La conversación con {name} es suya.',
  'begin.waiting': 'El servidor aún no responde. El mensaje sale por sí solo; puede cerrar esto.',
  'begin.hide': 'Cerrar',
  'begin.take_back': 'Retirarlo',
  'begin.refused': '“{text}” no se envió. {reason}',
  'begin.refused.blocked': 'Este visitante está bloqueado. Desbloquéelo para escribirle.',
  'begin.refused.gone': 'Este visitante no puede volver a leerlo. Escríbale un correo.',
  'begin.refused.department': 'Este departamento ya no existe o no es el suyo. Elija otro.',
}
