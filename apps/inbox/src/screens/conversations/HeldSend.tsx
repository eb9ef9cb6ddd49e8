import type { ConversationId } from '@parley/protocol'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { ComposerModel } from '../../models/composer-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { KeyOf } from '../KeyOf.tsx'

type Props = { id: ConversationId; composer: ComposerModel }

/** Gives the writing back. True when there was something to take back. */
export function takeBack(bench: ReturnType<typeof useWorkbench>, { id, composer }: Props): boolean {
  const back = bench.held.takeBack(id)
  if (!back) return false
  composer.restore(back)
  bench.ui.ask('composer')
  return true
}

/** An answer that has not gone out yet. The seconds are for the eye: spoken is once how long there is, and the way back. */
export function HeldSend({ id, composer }: Props) {
  const bench = useWorkbench()
  const { held, following } = bench
  const one = held.all.value.get(id)
  return (
    <div class="held-w">
      <p class="vh" role="status">
        {one && t('held.told', { count: following.values.value.undoSendSeconds })}
      </p>
      {one && (
        <div class="held">
          <Icon name="clock" size={16} />
          <span class="cut grow" dir="auto">
            {one.body.text || t('row.files', { count: one.body.attachments?.length ?? 0 })}
          </span>
          <span class="faint num" aria-hidden="true">
            {t('held.left', { count: held.secondsLeft(one) })}
          </span>
          <button type="button" class="btn btn-s" onClick={() => takeBack(bench, { id, composer })}>
            {t('action.undo')} <KeyOf id="undo" />
          </button>
          <button type="button" class="btn btn-s" onClick={() => held.sendNow(id)}>
            {t('held.now')}
          </button>
        </div>
      )}
    </div>
  )
}
