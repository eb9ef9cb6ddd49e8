import { t } from '../../i18n/translate.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { UpdateModel } from './update-model.ts'

/** A quiet line at the foot, under everything: it covers nothing, and waits. */
export function UpdatePrompt({ model }: { model: UpdateModel }) {
  const phase = model.phase.value
  return (
    <div role="status">
      {phase !== 'none' && (
        <div class="update">
          <Icon name="retry" size={16} />
          <span class="grow cut">{t('update.ready')}</span>
          <button type="button" class="btn btn-s" onClick={model.later} disabled={phase === 'taking'}>
            {t('update.later')}
          </button>
          <button type="button" class="btn btn-s btn-primary" onClick={model.take} disabled={phase === 'taking'}>
            {t(phase === 'taking' ? 'update.taking' : 'update.take')}
          </button>
        </div>
      )}
    </div>
  )
}
