import { t } from '../../../i18n/translate.ts'
import type { DeviceModel } from '../../../models/notifications/device-model.ts'
import { Switch } from '../../../ui/Switch.tsx'

/** Whether this device tells its agent while no window of the inbox does; where it cannot, why. */
export function PushHere({ device }: { device: DeviceModel }) {
  const state = device.state.value
  return (
    <>
      <Switch
        label={t('notify.push')}
        hint={t('notify.push.hint')}
        isOn={state === 'on'}
        isDisabled={state === 'absent' || state === 'busy'}
        onChange={(on) => void (on ? device.enable() : device.disable())}
      />
      <div role="status">
        {state === 'absent' && <p class="hint">{t('notify.push.absent')}</p>}
        {(state === 'blocked' || state === 'failed') && <p class="err">{t(`notify.push.${state}`)}</p>}
      </div>
    </>
  )
}
