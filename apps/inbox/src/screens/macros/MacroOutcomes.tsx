import { t } from '../../i18n/translate.ts'
import type { Outcome } from '../../models/macro-run.ts'
import type { MacroRunner } from '../../models/macro-runner.ts'
import { actionText, type Known, refusalText } from '../../models/macro-words.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { IconName } from '../../ui/icons.ts'

type Props = {
  run: NonNullable<MacroRunner['run']['value']>
  known: Known
  onUndo(): void
  onClose(): void
}

const ICONS: Record<Outcome['is'], IconName> = { done: 'check', nothing: 'check', failed: 'alert' }

/** How far a macro is, and where it did not go through, action by action. */
export function MacroOutcomes({ run: { macro, outcomes, isOver }, known, onUndo, onClose }: Props) {
  return (
    <div class="mac-o">
      <h3>{isOver ? t('macros.partly', { name: macro.name }) : t('macros.running', { name: macro.name })}</h3>
      <ol aria-busy={!isOver}>
        {macro.actions.map((action, index) => (
          <Line key={index} text={actionText(action, known)} outcome={outcomes[index] ?? null} />
        ))}
      </ol>
      {isOver && (
        <div class="dialog-f">
          {outcomes.some(({ is }) => is === 'done') && (
            <button type="button" class="btn" onClick={onUndo}>
              {t('macros.undo')}
            </button>
          )}
          <button type="button" class="btn btn-primary" autofocus onClick={onClose}>
            {t('action.done')}
          </button>
        </div>
      )}
    </div>
  )
}

function Line({ text, outcome }: { text: string; outcome: Outcome | null }) {
  return (
    <li class={outcome?.is === 'failed' ? 'mac-bad' : ''}>
      {outcome ? <Icon name={ICONS[outcome.is]} size={16} /> : <span class="spin" />}
      <span dir="auto">
        {text}
        {outcome?.is === 'failed' && <b role="alert">{refusalText(outcome.why)}</b>}
        {outcome?.is === 'nothing' && <span class="faint"> {t('macros.was_so')}</span>}
      </span>
    </li>
  )
}
