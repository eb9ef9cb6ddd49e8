import { useModel } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { FIXED } from '../../keyboard/bindings.ts'
import { nameOfPress } from '../../keyboard/key-handler.ts'
import type { CommandId, Shortcut } from '../../keyboard/shortcuts.ts'
import { SHORTCUTS, signsOf } from '../../keyboard/shortcuts.ts'
import { KeysModel } from '../../models/keys-model.ts'
import { Keys } from '../Help.tsx'
import { SearchField } from '../SearchField.tsx'
import { PageHead } from './PageHead.tsx'

const GROUPS: readonly Shortcut['group'][] = ['list', 'conversation', 'go', 'general']

/** Every command with its keys; each can have others, or none. */
export function KeysPage() {
  const { following, shortcuts, toasts } = useWorkbench()
  const model = useModel(() => new KeysModel({ following, shortcuts, toasts }))
  const shown = model.shown.value
  return (
    <div class="sform">
      <PageHead title={t('settings.keys')} lead={t('keys.lead')}>
        {model.hasOwn.value && (
          <button type="button" class="btn" onClick={model.resetAll}>
            {t('keys.reset_all')}
          </button>
        )}
      </PageHead>
      <label class="check">
        <input
          type="checkbox"
          checked={following.values.value.letterKeys}
          onChange={(event) => following.set({ letterKeys: event.currentTarget.checked })}
        />
        <span>{t('help.letters')}</span>
      </label>
      <div class="keys-find">
        <SearchField
          label={t('keys.search')}
          placeholder={t('keys.search')}
          text={model.query.value}
          onText={(text) => {
            model.query.value = text
          }}
        />
      </div>
      {shown.length === 0 && <p class="none">{t('palette.nothing')}</p>}
      {GROUPS.map((group) => {
        const commands = shown.filter((one) => one.group === group)
        if (commands.length === 0) return null
        return (
          <section key={group} class="sec" aria-labelledby={`keys-${group}`}>
            <h2 id={`keys-${group}`}>{t(`help.${group}`)}</h2>
            <ul class="keys-l">
              {commands.map((shortcut) => (
                <Row key={shortcut.id} shortcut={shortcut} model={model} />
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

function Row({ shortcut: { id, label, keys }, model }: { shortcut: Shortcut; model: KeysModel }) {
  const name = t(label)
  const isRecorded = model.recording.value?.id === id
  return (
    <li class="keys-r">
      <span class="grow">{name}</span>
      {isRecorded ? (
        <Recorder name={name} model={model} />
      ) : (
        <>
          <span class="row">
            {keys.map((one) => (
              <Keys key={one} keys={one} />
            ))}
            {keys.length === 0 && <span class="faint">{t('keys.none')}</span>}
          </span>
          <Changes id={id} name={name} hasKeys={keys.length > 0} model={model} />
        </>
      )}
    </li>
  )
}

type ChangesProps = { id: CommandId; name: string; hasKeys: boolean; model: KeysModel }

function Changes({ id, name, hasKeys, model }: ChangesProps) {
  if (FIXED.has(id)) return <span class="faint keys-b">{t('keys.fixed')}</span>
  return (
    <span class="row keys-b">
      <button
        type="button"
        class="btn btn-s"
        aria-label={t('keys.change_of', { name })}
        onClick={() => model.record(id)}
      >
        {t('keys.change')}
      </button>
      {model.isOwn(id) ? (
        <button
          type="button"
          class="btn btn-s btn-quiet"
          aria-label={t('keys.reset_of', { name })}
          onClick={() => model.reset(id)}
        >
          {t('keys.reset')}
        </button>
      ) : (
        hasKeys && (
          <button
            type="button"
            class="btn btn-s btn-quiet"
            aria-label={t('keys.remove_of', { name })}
            onClick={() => model.remove(id)}
          >
            {t('action.remove')}
          </button>
        )
      )}
    </span>
  )
}

const MODIFIERS = /^(Shift|Control|Alt|AltGraph|Meta|CapsLock|Dead|Process|Unidentified)$/

/** Takes one press, or two in a row, and says whose they are. Enter keeps, Esc leaves, Backspace begins anew. */
function Recorder({ name, model }: { name: string; model: KeysModel }) {
  const { window } = useWorkbench()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const keys = model.recording.value?.keys ?? ''
  const clash = model.clash.value
  const holder = SHORTCUTS.find(({ id }) => id === clash)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab' || MODIFIERS.test(event.key)) return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Enter') model.keep()
    else if (event.key === 'Escape') model.cancel()
    else if (event.key === 'Backspace') model.clear()
    else model.press(nameOfPress(event))
  }
  return (
    <span class="keys-rec">
      <span class="row">
        <input
          ref={field}
          class="input keys-in"
          readOnly
          aria-label={t('keys.press_for', { name })}
          aria-describedby="keys-says"
          placeholder={t('keys.press')}
          value={keys && signsOf(keys, window.isApple).join(' ')}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          class="btn btn-s btn-primary"
          disabled={!keys || clash === 'browser'}
          onClick={model.keep}
        >
          {t(holder ? 'keys.take' : 'keys.keep')}
        </button>
        <button type="button" class="btn btn-s" onClick={model.cancel}>
          {t('action.cancel')}
        </button>
      </span>
      <span id="keys-says" class="hint" role="status">
        {clash === 'browser' && t('keys.browser')}
        {holder && t('keys.clash', { name: t(holder.label) })}
        {!clash && t('keys.how')}
      </span>
    </span>
  )
}
