import { useWorkbench } from '../context.ts'
import { t } from '../i18n/translate.ts'
import { type Shortcut, signsOf } from '../keyboard/shortcuts.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Kbd } from '../ui/Kbd.tsx'

const GROUPS: readonly Shortcut['group'][] = ['list', 'conversation', 'go', 'general']

/** Every shortcut, straight from the table that the handler reads. */
export function Help() {
  const { ui, following, shortcuts, router } = useWorkbench()
  return (
    <Dialog title={t('help.title')} kind="help" onClose={ui.dismiss}>
      <div class="help-cols">
        {GROUPS.map((group) => (
          <section key={group} aria-label={t(`help.${group}`)}>
            <h3>{t(`help.${group}`)}</h3>
            <dl class="keys">
              {inGroup(shortcuts.value, group).map(({ id, label, keys }) => (
                <div key={id}>
                  <dt>{t(label)}</dt>
                  <dd>
                    {keys.map((one) => (
                      <Keys key={one} keys={one} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <footer class="dialog-f">
        <label class="check grow">
          <input
            type="checkbox"
            checked={following.values.value.letterKeys}
            onChange={(event) => following.set({ letterKeys: event.currentTarget.checked })}
          />
          <span>{t('help.letters')}</span>
        </label>
        <button
          type="button"
          class="btn"
          onClick={() => {
            ui.dismiss()
            router.go({ screen: 'settings', section: 'keys', siteId: null, page: null })
          }}
        >
          {t('help.change')}
        </button>
        <button type="button" class="btn" onClick={ui.dismiss}>
          {t('action.done')}
        </button>
      </footer>
    </Dialog>
  )
}

/** Those that have a key: whoever took it away knows. */
const inGroup = (shortcuts: readonly Shortcut[], group: Shortcut['group']) =>
  shortcuts.filter((shortcut) => shortcut.group === group && shortcut.keys.length > 0)

export function Keys({ keys }: { keys: string }) {
  const { window } = useWorkbench()
  const signs = signsOf(keys, window.isApple)
  return (
    <span class="row" dir="ltr">
      <span class="vh">{signs.join(' ')}</span>
      {signs.map((sign) => (
        <Kbd key={sign}>{sign}</Kbd>
      ))}
    </span>
  )
}
