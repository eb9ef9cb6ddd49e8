import { useApp } from '../../context.ts'
import { t } from '../../i18n/translate.ts'

/** The inbox as an app: a button where the browser offers it, and where it is done otherwise. */
export function InstallApp() {
  const { window } = useApp()
  const state = window.install.state.value
  return (
    <section class="sec" aria-labelledby="profile-app">
      <h2 id="profile-app">{t('install_app.title')}</h2>
      {state === 'installed' ? (
        <p>{t('install_app.is')}</p>
      ) : (
        <>
          <p>{t('install_app.what')}</p>
          {state === 'offered' ? (
            <div class="row">
              <button type="button" class="btn" onClick={() => void window.install.ask()}>
                {t('install_app.do')}
              </button>
            </div>
          ) : (
            <p class="muted">{t(window.isApple ? 'install_app.ios' : 'install_app.menu')}</p>
          )}
        </>
      )}
    </section>
  )
}
