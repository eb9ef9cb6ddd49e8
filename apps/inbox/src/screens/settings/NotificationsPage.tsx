import { type NoticeChannel, type NoticeKind, noticeMatrixOf } from '@parley/protocol/constants'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { NumberField } from '../../ui/NumberField.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { NotificationsHere } from './NotificationsHere.tsx'
import { Devices } from './notifications/Devices.tsx'
import { Quiet } from './notifications/Quiet.tsx'
import { Sounds } from './notifications/Sounds.tsx'
import { PageHead } from './PageHead.tsx'

const LONGEST_MINUTES = 240
const KINDS: readonly NoticeKind[] = ['waiting', 'message', 'assigned', 'taken', 'mention', 'overdue']
/** Only who looks after others is told of them. */
const KINDS_OF_OTHERS: readonly NoticeKind[] = [...KINDS, 'offline']
const CHANNELS: readonly NoticeChannel[] = ['sound', 'desktop', 'push', 'centre']

/** What an agent hears of, and how: stored at once, for every device of his. */
export function NotificationsPage() {
  const { following, me } = useWorkbench()
  const { notices, noticeRepeat, overdueMinutes } = following.values.value
  const matrix = noticeMatrixOf(notices)
  const kinds = me.role === 'agent' ? KINDS : KINDS_OF_OTHERS
  return (
    <div class="sform">
      <PageHead title={t('settings.notifications')} lead={t('notify.lead')} />
      <section class="sec" aria-labelledby="notify-matrix">
        <h2 id="notify-matrix">{t('notify.matrix')}</h2>
        <table class="notify-t">
          <thead>
            <tr>
              <th scope="col">{t('notify.event')}</th>
              {CHANNELS.map((channel) => (
                <th key={channel} scope="col">
                  {t(`notify.channel.${channel}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {kinds.map((kind) => (
              <MatrixRow
                key={kind}
                kind={kind}
                chosen={matrix[kind]}
                onChange={(chosen) =>
                  following.set({ notices: { ...notices, [kind]: { ...notices[kind], ...chosen } } })
                }
              />
            ))}
          </tbody>
        </table>
        <div class="notify-n">
          <NumberField
            label={t('notify.overdue')}
            hint={t('notify.overdue.hint')}
            value={overdueMinutes}
            min={1}
            max={LONGEST_MINUTES}
            onChange={(minutes) => {
              if (minutes >= 1 && minutes <= LONGEST_MINUTES) following.set({ overdueMinutes: Math.round(minutes) })
            }}
          />
        </div>
        <Switch
          label={t('notify.repeat')}
          hint={t('notify.repeat.hint')}
          isOn={noticeRepeat}
          onChange={(on) => following.set({ noticeRepeat: on })}
        />
      </section>
      <Quiet />
      <Sounds kinds={kinds} />
      <NotificationsHere />
      <Devices />
    </div>
  )
}

type Chosen = Record<NoticeChannel, boolean>
type RowProps = { kind: NoticeKind; chosen: Chosen; onChange(change: Partial<Chosen>): void }

function MatrixRow({ kind, chosen, onChange }: RowProps) {
  const event = t(`notify.kind.${kind}`)
  return (
    <tr>
      <th scope="row">{event}</th>
      {CHANNELS.map((channel) => (
        <td key={channel}>
          <label class="notify-c">
            <input
              type="checkbox"
              aria-label={t('notify.cell', { event, channel: t(`notify.channel.${channel}`) })}
              checked={chosen[channel]}
              onChange={({ currentTarget }) => onChange({ [channel]: currentTarget.checked })}
            />
            <span class="notify-l" aria-hidden="true">
              {t(`notify.channel.${channel}`)}
            </span>
          </label>
        </td>
      ))}
    </tr>
  )
}
