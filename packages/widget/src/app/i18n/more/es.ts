import type { MoreTexts } from './en.ts'

export const texts: Partial<MoreTexts> = {
  uploading: 'Subiendo, {percent} %',
  upload_failed: 'No se pudo enviar {name}',
  remove: 'Quitar {name}',
  too_large: '{name} supera {limit}',
  type_not_allowed: 'Aquí no se aceptan archivos como {name}',
  too_many: 'Como máximo {count} archivos a la vez',
  download: 'Descargar {name}',
  photo: 'Foto: {name}',
  file: 'Un archivo',
}
