import type { reasons as english } from '../en-reasons.ts'
import type { Translation } from '../texts.ts'

export const reasons: Translation<typeof english> = {
  'settings.reasons': 'Motivos',
  'reasons.lead': 'Por que as conversas são encerradas. Só os agentes veem isso, e filtram por isso.',
  'reasons.when': 'Perguntar ao encerrar',
  'reasons.when.never': 'Nunca',
  'reasons.when.offered': 'Oferecer um motivo',
  'reasons.when.required': 'Exigir um motivo',
  'reasons.name': 'Motivo {number}',
  'reasons.add': 'Adicionar um motivo',
  'reasons.empty': 'Ainda não há motivos.',
  'reasons.up': 'Mover {name} para cima',
  'reasons.remove': 'Remover {name}',
  'reasons.save': 'Salvar motivos',
  'reasons.saving': 'Salvando',
  'reasons.saved': 'Os motivos foram salvos.',
  'reasons.reload': 'Mostrar o que está lá agora',
  'reasons.twice': 'Dois motivos têm o mesmo nome.',
  'reasons.needs_one': 'Adicione um motivo primeiro: sem ele ninguém poderia encerrar nada.',
  'reasons.ask': 'Por que você a encerra?',
  'reasons.none_given': 'Sem motivo',
  'filter.reason': 'Encerrada porque',
  'macros.does.closed_for': 'Encerrar: {reason}',
}
