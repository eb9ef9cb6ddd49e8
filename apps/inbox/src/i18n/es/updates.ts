import type { updates as english } from '../en-updates.ts'
import type { Translation } from '../texts.ts'

export const updates: Translation<typeof english> = {
  'update.ready': 'Hay una versión nueva de la bandeja. Lo que escribe se conserva.',
  'update.take': 'Actualizar ahora',
  'update.taking': 'Actualizando',
  'update.later': 'Más tarde',
  'install_app.title': 'Como aplicación',
  'install_app.what': 'La bandeja en una ventana y con un icono propios. También se abre sin conexión.',
  'install_app.do': 'Instalar la bandeja',
  'install_app.is': 'Esta es la aplicación instalada.',
  'install_app.ios': 'En iPhone y iPad: Compartir y luego “Añadir a pantalla de inicio”.',
  'install_app.menu': 'Donde este navegador puede instalarla, lo dice su menú.',
}
