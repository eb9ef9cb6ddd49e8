import { useLayoutEffect, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { reasonText } from '../../format/refusals.ts'
import { snoozePresets, untilText } from '../../format/snooze.ts'
import { t } from '../../i18n/translate.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { formValues } from '../../ui/form-values.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { useAsked } from '../conversations/use-asked.ts'
import { WhenDialog } from '../conversations/WhenDialog.tsx'
import { LineField } from '../filters/LineField.tsx'

const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const
const TAG_LENGTH = 40

/** What can be done with the selected conversations; how far that is; what could not be done, and why. */
export function BulkBar() {
  const { bulk } = useWorkbench()
  return (
    <section class="blk" aria-label={t('bulk.label')}>
      {bulk.steps.value.length === 0 && <Choices />}
      {bulk.steps.value.length === 0 && <Matching />}
      {bulk.isRunning.value && <Progress />}
      {!bulk.isRunning.value && bulk.progress.value.failed.length > 0 && <Failures />}
    </section>
  )
}

function Choices() {
  const { bulk, closing, people, me } = useWorkbench()
  const setStatus = (status: 'open' | 'pending' | 'closed') => {
    if (status === 'closed') void closing.ask((reasonId) => bulk.start({ type: 'status', status, reasonId }))
    else bulk.start({ type: 'status', status })
  }
  const [isTagging, setTagging] = useState(false)
  const tagAsked = useAsked('bulk-tag')
  useLayoutEffect(() => {
    if (tagAsked > 0) setTagging(true)
  }, [tagAsked])
  return (
    <div class="blk-r">
      <b class="grow" role="status">
        {t('bulk.count', { count: bulk.count.value })}
      </b>
      <button type="button" class="ib" aria-label={t('bulk.clear')} title={t('bulk.clear')} onClick={bulk.clear}>
        <Icon name="close" />
      </button>
      <Menu class="ib" label={t('action.assign')} openAt={useAsked('bulk-assign')} button={<Icon name="assign" />}>
        {people.assignable.value.map(({ id, name }) => (
          <MenuItem key={id} onChoose={() => bulk.start({ type: 'assign', assigneeId: id })}>
            {id === me.id ? t('who.you_named', { name }) : name}
          </MenuItem>
        ))}
        <hr />
        <MenuItem onChoose={() => bulk.start({ type: 'assign', assigneeId: null })}>{t('action.unassign')}</MenuItem>
      </Menu>
      <Menu class="ib" label={t('filter.status')} button={<Icon name="check-circle" />}>
        {(['open', 'pending', 'closed'] as const).map((status) => (
          <MenuItem key={status} onChoose={() => setStatus(status)}>
            {t(`status.${status}`)}
          </MenuItem>
        ))}
      </Menu>
      <Menu class="ib" label={t('filter.priority')} openAt={useAsked('bulk-priority')} button={<Icon name="flag" />}>
        {PRIORITIES.map((priority) => (
          <MenuItem key={priority} onChoose={() => bulk.start({ type: 'priority', priority })}>
            {t(`priority.${priority}`)}
          </MenuItem>
        ))}
      </Menu>
      <Snoozing />
      <button
        type="button"
        class="ib"
        aria-label={t('bulk.tag')}
        title={t('bulk.tag')}
        onClick={() => setTagging(true)}
      >
        <Icon name="tag" />
      </button>
      {isTagging && <TagDialog onClose={() => setTagging(false)} />}
    </div>
  )
}

/** Where more stand in the list than are loaded: all of them. */
function Matching() {
  const { bulk, list, toasts } = useWorkbench()
  if (bulk.isGathering.value) return <p role="status">{t('bulk.gathering')}</p>
  // More are selected than are loaded: these are all there are.
  if (!list.hasMore.value || bulk.count.value !== list.rows.value.length) return null
  const gather = async () => {
    if (!(await bulk.selectMatching())) toasts.show({ text: t('bulk.not_gathered'), tone: 'problem' })
  }
  return (
    <button type="button" class="btn btn-s" onClick={() => void gather()}>
      {t('bulk.matching')}
    </button>
  )
}

function Snoozing() {
  const { bulk, now } = useWorkbench()
  const [isChoosing, setChoosing] = useState(false)
  const snooze = (at: Date) => bulk.start({ type: 'snooze', until: at.toISOString() })
  return (
    <>
      <Menu class="ib" label={t('action.snooze')} button={<Icon name="moon" />}>
        {snoozePresets(now.value).map(({ id, at }) => (
          <MenuItem key={id} onChoose={() => snooze(at)}>
            {t(`snooze.${id}`)} <span class="faint">{untilText(at.toISOString(), now.value)}</span>
          </MenuItem>
        ))}
        <MenuItem onChoose={() => setChoosing(true)}>{t('snooze.own')}</MenuItem>
      </Menu>
      {isChoosing && (
        <WhenDialog
          title={t('snooze.title')}
          verb={t('action.snooze')}
          onChoose={snooze}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  )
}

function TagDialog({ onClose }: { onClose(): void }) {
  const { bulk } = useWorkbench()
  return (
    <Dialog title={t('bulk.tag')} kind="dialog-form" onClose={onClose}>
      <form
        class="dialog-body"
        onSubmit={(event) => {
          event.preventDefault()
          const { tag } = formValues(event.currentTarget, 'tag')
          onClose()
          if (tag) bulk.start({ type: 'tag', tag })
        }}
      >
        <LineField label={t('filter.tag')} name="tag" maxlength={TAG_LENGTH} value="" required />
        <footer class="dialog-f">
          <button type="button" class="btn" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <button type="submit" class="btn btn-primary">
            {t('bulk.set')}
          </button>
        </footer>
      </form>
    </Dialog>
  )
}

function Progress() {
  const { bulk } = useWorkbench()
  const { done, all } = bulk.progress.value
  const text = t('bulk.progress', { done, all })
  return (
    <div class="blk-r">
      <span class="grow" role="status">
        {text}
      </span>
      <button type="button" class="btn btn-s" onClick={bulk.cancel}>
        {t('bulk.stop')}
      </button>
      <progress value={done} max={all} aria-label={text} />
    </div>
  )
}

function Failures() {
  const { bulk } = useWorkbench()
  const { failed } = bulk.progress.value
  return (
    <>
      <p role="alert">{t('bulk.failed', { count: failed.length })}</p>
      <ul>
        {failed.map(({ cmid, name, code }) => (
          <li key={cmid}>
            <b dir="auto">{name}</b> · {reasonText(code ?? 'internal_error')}
          </li>
        ))}
      </ul>
      <div class="blk-r">
        <button type="button" class="btn btn-s" onClick={bulk.retry}>
          {t('bulk.retry')}
        </button>
        <button type="button" class="btn btn-s btn-quiet" onClick={bulk.dismiss}>
          {t('bulk.dismiss')}
        </button>
      </div>
    </>
  )
}
