import type { begin as english } from '../en-begin.ts'
import type { Translation } from '../texts.ts'

export const begin: Translation<typeof english> = {
  'begin.new': 'Nova conversa',
  'begin.start': 'Iniciar uma conversa',
  'begin.title': 'Nova conversa com {name}',
  'begin.message': 'Mensagem',
  'begin.hint': 'Ela aparece ao lado do chat do visitante ou espera até a próxima visita.',
  'begin.department': 'Departamento',
  'begin.department.default': 'Como de costume',
  'begin.has_open': 'Já há uma conversa aberta com este visitante.',
  'begin.has_one': 'Já há uma conversa aberta com este visitante. O site permite uma por vez.',
  'begin.open': 'Abrir',
  'begin.show': 'Mostrar',
  'begin.sent': 'Enviada. A conversa com {name} é sua.',
  'begin.waiting': 'O servidor ainda não respondeu. A mensagem é enviada sozinha, você pode fechar isto.',
  'begin.hide': 'Fechar',
  'begin.take_back': 'Desistir do envio',
  'begin.refused': '“{text}” não foi enviada. {reason}',
  'begin.refused.blocked': 'Este visitante está bloqueado. Desbloqueie-o para escrever.',
  'begin.refused.gone': 'Este visitante não pode voltar para ler. Escreva um e-mail.',
  'begin.refused.department': 'Este departamento não existe mais ou não é seu. Escolha outro.',
}
