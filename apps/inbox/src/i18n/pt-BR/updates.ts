import type { updates as english } from '../en-updates.ts'
import type { Translation } from '../texts.ts'

export const updates: Translation<typeof english> = {
  'update.ready': 'Há uma nova versão da caixa de entrada. O que você escreve fica guardado.',
  'update.take': 'Atualizar agora',
  'update.taking': 'Atualizando',
  'update.later': 'Depois',
  'install_app.title': 'Como aplicativo',
  'install_app.what': 'A caixa de entrada em janela e com ícone próprios. Abre também sem conexão.',
  'install_app.do': 'Instalar a caixa de entrada',
  'install_app.is': 'Este é o aplicativo instalado.',
  'install_app.ios': 'No iPhone e no iPad: Compartilhar e depois “Adicionar à Tela de Início”.',
  'install_app.menu': 'Quando este navegador pode instalá-la, a opção está no menu dele.',
}
