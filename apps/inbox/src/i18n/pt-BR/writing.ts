import type { writing as english } from '../en-writing.ts'
import type { Translation } from '../texts.ts'

export const writing: Translation<typeof english> = {
  'canned.insert': 'Resposta pronta',
  'canned.list': 'Respostas prontas',
  'canned.none': 'Nenhuma resposta pronta ainda. Elas são escritas nas configurações.',
  'canned.loading': 'Carregando',
  'canned.failed': 'Não foi possível carregá-las.',
  'problem.shortcut_taken': 'Outra já usa esta palavra. Escolha outra.',
  'problem.list_full': 'Não há espaço para mais. Exclua o que não se usa mais.',
  'problem.canned_gone': 'Ela foi excluída nesse meio-tempo.',
  'composer.rich': 'Botões, cartão, formulário',
  'command.macro': 'Executar uma macro',
  'command.bold': 'Negrito',
  'command.italic': 'Itálico',
  'command.code': 'Código',
  'filling.sent': 'Será enviado assim:',
  'filling.missing': { one: 'Falta um dado:', other: 'Faltam estes dados:' },
  'filling.write': 'Escreva no lugar de {name}',
  'filling.allow': 'Enviar como está',
  'draft.other': 'Escrito em outro dispositivo, {time}',
  'draft.other.take': 'Usar este',
  'draft.other.drop': 'Descartar',
}
