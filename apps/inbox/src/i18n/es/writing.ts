import type { writing as english } from '../en-writing.ts'
import type { Translation } from '../texts.ts'

export const writing: Translation<typeof english> = {
  'canned.insert': 'Respuesta guardada',
  'canned.list': 'Respuestas guardadas',
  'canned.none': 'Aún no hay respuestas guardadas. Se escriben en los ajustes.',
  'canned.loading': 'Cargando',
  'canned.failed': 'No se pudieron cargar.',
  'problem.shortcut_taken': 'Otra ya tiene esta palabra. Elija otra.',
  'problem.list_full': 'No caben más. Elimine lo que ya no se use.',
  'problem.canned_gone': 'Se eliminó mientras tanto.',
  'composer.rich': 'Botones, tarjeta, formulario',
  'command.macro': 'Ejecutar una macro',
  'command.bold': 'Negrita',
  'command.italic': 'Cursiva',
  'command.code': 'Código',
  'draft.other': 'Escrito en otro dispositivo, {time}',
  'draft.other.take': 'Usarlo aquí',
  'draft.other.drop': 'Desecharlo',
  'filling.sent': 'Se envía esto:',
  'filling.missing': { one: 'No se sabe nada de', other: 'No se sabe nada de estos:' },
  'filling.write': 'Escríbalo en lugar de {name}',
  'filling.allow': 'Enviarlo tal cual',
}
