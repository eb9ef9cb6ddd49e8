import type { AgentDevice } from '@parley/protocol'
import { useEffect, useState } from 'preact/hooks'
import { useWorkbench } from '../../../context.ts'
import { fullTime } from '../../../format/times.ts'
import { t } from '../../../i18n/translate.ts'
import type { DeviceModel, TestOutcome } from '../../../models/notifications/device-model.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { Select } from '../../../ui/Select.tsx'
import { Pending } from '../PageHead.tsx'
import { PushHere } from './PushHere.tsx'

const TELLS = ['event', 'name', 'words'] as const

/** Push: on this device, on the agent's others, and what all of them may say. Its code comes when it is needed first. */
export function Devices() {
  const { device, following } = useWorkbench()
  const [model, setModel] = useState<DeviceModel | 'loading' | 'failed'>('loading')
  const open = async () => {
    setModel('loading')
    const found = await device.load().catch(() => 'failed' as const)
    setModel(found)
    if (found !== 'failed') await found.load()
  }
  useEffect(() => void open(), [device])
  return (
    <section class="sec" aria-labelledby="notify-devices">
      <h2 id="notify-devices">{t('notify.devices')}</h2>
      {typeof model === 'string' ? (
        <Pending state={model} onRetry={() => void open()} />
      ) : (
        <>
          <PushHere device={model} />
          <Select
            label={t('notify.tells')}
            hint={t('notify.tells.hint')}
            value={following.values.value.pushTells}
            choices={TELLS.map((value) => ({ value, label: t(`notify.tells.${value}`) }))}
            onChange={(pushTells) => following.set({ pushTells })}
          />
          <DeviceList device={model} />
        </>
      )}
    </section>
  )
}

function DeviceList({ device }: { device: DeviceModel }) {
  const devices = device.devices.value
  const state = device.list.value
  const [tried, setTried] = useState<TestOutcome | null>(null)
  if (state !== 'ready') return <Pending state={state} onRetry={() => void device.load()} />
  return (
    <>
      {devices.length === 0 && <p class="muted">{t('notify.devices.none')}</p>}
      {devices.length > 0 && (
        <ul class="tiles" aria-label={t('notify.devices')}>
          {devices.map((one) => (
            <DeviceRow key={one.id} one={one} device={device} onTried={setTried} />
          ))}
        </ul>
      )}
      <p class={tried === null || tried === 'sent' ? 'hint' : 'err'} role="status">
        {tried && t(`notify.tried.${tried}`)}
      </p>
    </>
  )
}

type RowProps = { one: AgentDevice; device: DeviceModel; onTried(outcome: TestOutcome | null): void }

function DeviceRow({ one: { id, browser, last }, device, onTried }: RowProps) {
  const [isBusy, setBusy] = useState(false)
  const tryIt = async () => {
    onTried(null)
    setBusy(true)
    onTried(await device.test(id))
    setBusy(false)
  }
  return (
    <li class="tile">
      <Icon name="monitor" />
      <span class="grow">
        <b class="cut">{device.isHere(id) ? `${browser} · ${t('notify.devices.here')}` : browser}</b>
        <span class="muted">
          {last ? t(`notify.outcome.${last.outcome}`, { time: fullTime(last.at) }) : t('notify.devices.none_sent')}
        </span>
      </span>
      <button
        type="button"
        class="btn btn-s"
        disabled={isBusy}
        aria-label={t('notify.devices.try_named', { browser })}
        onClick={() => void tryIt()}
      >
        {t('notify.devices.try')}
      </button>
      <button
        type="button"
        class="btn btn-s"
        aria-label={t('notify.devices.remove_named', { browser })}
        onClick={() => void device.remove(id)}
      >
        {t('notify.devices.remove')}
      </button>
    </li>
  )
}
