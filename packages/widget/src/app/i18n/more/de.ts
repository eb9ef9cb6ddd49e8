import type { MoreTexts } from './en.ts'

export const texts: Partial<MoreTexts> = {
  uploading: 'Wird geladen, {percent} %',
  upload_failed: '{name} konnte nicht gesendet werden',
  remove: '{name} entfernen',
  too_large: '{name} ist größer als {limit}',
  type_not_allowed: 'Dateien wie {name} sind hier nicht erlaubt',
  too_many: 'Höchstens {count} Dateien auf einmal',
  download: '{name} herunterladen',
  photo: 'Foto: {name}',
  file: 'Eine Datei',
}
