import type { preview as english } from '../en-preview.ts'
import type { Translation } from '../texts.ts'

export const preview: Translation<typeof english> = {
  'preview.title': 'Prévia',
  'preview.frame': 'O chat como os visitantes o verão',
  'preview.hint': 'O chat de verdade, como ficaria depois de salvar. Nada do que você faz nele chega à sua equipe.',
  'preview.failed': 'Não foi possível carregar a prévia.',
  'preview.desk': 'No computador',
  'preview.phone': 'No celular',
  'preview.light': 'Claro',
  'preview.dark': 'Escuro',
  'preview.view': 'Mostrar',
  'preview.view.closed': 'Botão do chat',
  'preview.view.home': 'Início',
  'preview.view.thread': 'Conversa',
  'preview.view.prechat': 'Formulário antes do chat',
  'preview.view.offline': 'Fora do horário',
  'preview.locale': 'Idioma do visitante',
  'preview.visitor': 'Olá, ainda tem a azul?',
  'preview.agent': 'Tem, em dois tamanhos. Quer que eu separe uma para você?',
  'leave.title': 'Sair sem salvar?',
  'leave.what': 'O que você alterou nesta página ainda não foi salvo.',
  'leave.keep': 'Continuar editando',
  'leave.discard': 'Descartar alterações',
}
