import type { keys as english } from '../en-keys.ts'
import type { Translation } from '../texts.ts'

export const keys: Translation<typeof english> = {
  'settings.keys': 'Teclado',
  'keys.lead': 'O que cada tecla faz, em todos os dispositivos em que você trabalha.',
  'keys.search': 'Buscar um comando',
  'keys.none': 'Sem tecla',
  'keys.fixed': 'Sempre Esc',
  'keys.change': 'Alterar',
  'keys.change_of': 'Alterar as teclas de “{name}”',
  'keys.reset': 'Tecla padrão',
  'keys.reset_of': 'Restaurar as teclas padrão de “{name}”',
  'keys.remove_of': 'Remover as teclas de “{name}”',
  'keys.reset_all': 'Todas as teclas padrão',
  'keys.press': 'Pressione as teclas',
  'keys.press_for': 'Pressione as teclas de “{name}”',
  'keys.how': 'Uma tecla ou duas em sequência. Enter as guarda, Esc deixa tudo como estava.',
  'keys.clash': '“{name}” usa estas teclas agora e as perderia.',
  'keys.browser': 'Seu navegador já usa estas teclas. Escolha outras.',
  'keys.keep': 'Manter',
  'keys.take': 'Usar assim mesmo',
  'keys.kept': 'Teclas alteradas',
  'keys.removed': 'Teclas removidas',
  'keys.usual_again': 'As teclas padrão estão de volta',
  'keys.all_usual_again': 'Todas as teclas são de novo as padrão',
}
