import type { EndpointTypes, Macro, MacroAction } from '@parley/protocol'
import { t } from '../i18n/translate.ts'
import { KeptFormModel } from './kept-form-model.ts'
import type { MacrosModel } from './macros-model.ts'
import type { Wrong } from './section-model.ts'

type Written = EndpointTypes['createMacro']['body']

export const ACTION_TYPES = ['insert', 'send', 'note', 'assign', 'pass', 'tag', 'priority', 'status', 'snooze'] as const
export const MOST_ACTIONS = 12
const MOST_HOURS = 8760

/** An action of another type, with what it usually does. */
export function actionOf(type: MacroAction['type']): MacroAction {
  switch (type) {
    case 'insert':
    case 'note':
      return { type, text: '' }
    case 'send':
      return { type, cannedResponseId: 'can_' }
    case 'assign':
      return { type, to: 'me' }
    case 'pass':
      return { type, departmentId: 'dep_' }
    case 'tag':
      return { type, add: [], remove: [] }
    case 'priority':
      return { type, priority: 'high' }
    case 'status':
      return { type, status: 'closed' }
    case 'snooze':
      return { type, hours: 24 }
  }
}

/** What is wrong with an action, in words. */
export function flawOf(action: MacroAction): string | null {
  switch (action.type) {
    case 'insert':
    case 'note':
      return action.text.trim() ? null : t('macros.wrong.text')
    case 'send':
      return action.cannedResponseId === 'can_' ? t('macros.wrong.canned') : null
    case 'pass':
      return action.departmentId === 'dep_' ? t('macros.wrong.department') : null
    case 'tag':
      return action.add.length + action.remove.length > 0 ? null : t('macros.wrong.tags')
    case 'snooze':
      return Number.isInteger(action.hours) && action.hours >= 1 && action.hours <= MOST_HOURS
        ? null
        : t('macros.wrong.hours')
    default:
      return null
  }
}

function judge({ name, actions }: Written): Wrong {
  const flaws = actions.flatMap((action, at) => {
    const flaw = flawOf(action)
    return flaw ? [[String(at), flaw] as const] : []
  })
  return {
    ...(!name.trim() && { name: t('macros.wrong.name') }),
    ...(actions.length === 0 && { actions: t('macros.empty') }),
    ...Object.fromEntries(flaws),
  }
}

const writtenOf = ({ scope, name, actions }: Macro): Written => ({ scope, name, actions })

/** A macro while it is written; `one` is null for a new one. */
export function macroForm(macros: MacrosModel, one: Macro | null): KeptFormModel<Written> {
  let known = one
  return new KeptFormModel<Written>({
    before: one ? writtenOf(one) : { scope: { type: 'personal' }, name: '', actions: [actionOf('note')] },
    isNew: one === null,
    judge,
    async store(values) {
      known = known ? await macros.update(known, values) : await macros.create(values)
    },
    async reread() {
      await macros.load()
      known = macros.all.peek().find(({ id }) => id === known?.id) ?? null
      return known && writtenOf(known)
    },
  })
}
