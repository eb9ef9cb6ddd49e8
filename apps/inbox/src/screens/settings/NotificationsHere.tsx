import { useId, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { language, t } from '../../i18n/translate.ts'
import type { MuteFor } from '../../models/sound-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Switch } from '../../ui/Switch.tsx'

const MUTES: readonly MuteFor[] = ['half_hour', 'hour', 'tomorrow']

/** What belongs to this device: its permission, its loudness, its quiet. */
export function NotificationsHere() {
  return (
    <section class="sec" aria-labelledby="notify-here">
      <h2 id="notify-here">{t('notify.here')}</h2>
      <Desktop />
      <Sound />
      <Mute />
    </section>
  )
}

function Desktop() {
  const { preferences, window } = useWorkbench()
  const [isRefused, setRefused] = useState(false)
  const permission = window.notifyPermission()
  const set = async (on: boolean) => {
    const isAllowed = !on || (await window.askToNotify())
    setRefused(!isAllowed)
    preferences.setNotices(on && isAllowed)
  }
  return (
    <>
      <Switch
        label={t('notify.desktop')}
        hint={t('notify.desktop.hint')}
        isOn={preferences.hasNotices.value && permission === 'granted'}
        isDisabled={permission === 'unsupported'}
        onChange={(on) => void set(on)}
      />
      <div role="status">
        {permission === 'unsupported' && <p class="hint">{t('notify.desktop.unsupported')}</p>}
        {(isRefused || permission === 'denied') && <p class="err">{t('notify.desktop.refused')}</p>}
      </div>
    </>
  )
}

function Sound() {
  const { sound, window } = useWorkbench()
  const id = useId()
  const [outcome, setOutcome] = useState<'played' | 'blocked' | null>(null)
  const test = async () => {
    const isHeard = await window.sounds.unlock()
    window.sounds.play('message', sound.volume.peek())
    setOutcome(isHeard ? 'played' : 'blocked')
  }
  return (
    <div class="field">
      <label for={id}>{t('notify.volume')}</label>
      <div class="row notify-v">
        <input
          id={id}
          type="range"
          min={0}
          max={100}
          step={5}
          value={Math.round(sound.volume.value * 100)}
          onInput={({ currentTarget }) => sound.setVolume(currentTarget.valueAsNumber / 100)}
        />
        <button type="button" class="btn" onClick={() => void test()}>
          <Icon name="bell" size={16} />
          {t('notify.test')}
        </button>
      </div>
      <p class="hint" role="status">
        {outcome && t(`notify.test.${outcome}`)}
      </p>
    </div>
  )
}

function Mute() {
  const { sound } = useWorkbench()
  const id = useId()
  const until = new Intl.DateTimeFormat(language(), { weekday: 'short', hour: 'numeric', minute: '2-digit' })
  return (
    <fieldset class="fr" aria-describedby={id}>
      <legend class="label">{t('notify.mute')}</legend>
      <div class="row notify-v">
        {sound.isMuted.value ? (
          <button type="button" class="btn" onClick={sound.unmute}>
            {t('notify.unmute')}
          </button>
        ) : (
          MUTES.map((length) => (
            <button key={length} type="button" class="btn" onClick={() => sound.mute(length)}>
              {t(`notify.mute.${length}`)}
            </button>
          ))
        )}
      </div>
      <p class="hint" id={id} role="status">
        {sound.isMuted.value
          ? t('notify.muted', { time: until.format(sound.mutedUntil.value) })
          : t('notify.mute.hint')}
      </p>
    </fieldset>
  )
}
