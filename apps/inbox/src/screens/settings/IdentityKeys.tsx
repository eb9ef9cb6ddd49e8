import type { IdentityKey } from '@parley/protocol'
import { useMemo, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { SIGNERS, type Signer, signerFor } from '../../format/signers.ts'
import { fullTime, shortAgo } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import { IdentityKeysModel } from '../../models/identity-keys-model.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { FieldError } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { CopyField } from './CopyField.tsx'

/** Two may be active: the one in use, and the one that takes over. */
const MOST_ACTIVE = 2

type Asked = { what: 'retire' | 'remove'; id: IdentityKey['id'] }

/** The workspace's keys: make, take over, retire, delete. */
export function IdentityKeys() {
  const { client, session } = useWorkbench()
  const model = useMemo(() => new IdentityKeysModel(client), [])
  const [asked, ask] = useState<Asked | null>(null)
  const keys = model.keys.value
  const signedIn = session.session.value
  const active = keys.filter(({ state }) => state === 'active')
  const made = model.made.value
  const newest = made?.key ?? active[0]
  return (
    <section class="sec" aria-labelledby="identity-keys" aria-busy={model.state.value === 'loading'}>
      <h2 id="identity-keys">{t('identity.keys')}</h2>
      <p class="hint">{t('identity.keys.lead')}</p>
      {model.state.value === 'failed' && (
        <div role="alert">
          <p>{t('identity.failed')}</p>
          <button type="button" class="btn btn-s" onClick={() => void model.retry()}>
            {t('action.retry')}
          </button>
        </div>
      )}
      {model.state.value === 'ready' && keys.length === 0 && <p class="muted">{t('identity.none')}</p>}
      <ul class="tiles">
        {keys.map((one) => (
          <KeyRow key={one.id} one={one} onAsk={ask} />
        ))}
      </ul>
      {made && (
        <div role="status">
          <p class="row">
            <Icon name="alert" size={16} />
            {t('identity.once')}
          </p>
          <CopyField label={t('identity.secret')} text={made.secret} />
        </div>
      )}
      {model.hasFailed.value && <FieldError text={t('identity.change_failed')} />}
      <button
        type="button"
        class="btn btn-start"
        disabled={model.isBusy.value || active.length >= MOST_ACTIVE}
        onClick={() => void model.create()}
      >
        <Icon name="plus" size={16} />
        {t(active.length === 0 ? 'identity.create' : 'identity.create_next')}
      </button>
      {active.length >= MOST_ACTIVE && <p class="hint">{t('identity.full')}</p>}
      {newest && <Signers kid={newest.id} workspaceId={signedIn.phase === 'signed_in' ? signedIn.workspace.id : ''} />}
      {asked && (
        <Confirm
          asked={asked}
          onClose={() => ask(null)}
          onYes={() => {
            ask(null)
            void model[asked.what](asked.id)
          }}
        />
      )}
    </section>
  )
}

function KeyRow({ one: { id, state, createdAt, lastUsedAt }, onAsk }: { one: IdentityKey; onAsk(asked: Asked): void }) {
  const { now } = useWorkbench()
  const isActive = state === 'active'
  const used = lastUsedAt ? t('identity.used', { ago: shortAgo(lastUsedAt, now.value) }) : t('identity.unused')
  return (
    <li class="tile">
      <Icon name={isActive ? 'shield' : 'block'} />
      <span class="grow">
        <b class="cut mono">{id}</b>
        <span class="muted">
          {t(`identity.${state}`)} · {t('identity.made', { time: fullTime(createdAt) })} · {used}
        </span>
      </span>
      <button
        type="button"
        class="btn btn-s"
        aria-label={t(isActive ? 'identity.retire_one' : 'identity.remove_one', { id })}
        onClick={() => onAsk({ what: isActive ? 'retire' : 'remove', id })}
      >
        {t(isActive ? 'identity.retire' : 'identity.remove')}
      </button>
    </li>
  )
}

type ConfirmProps = { asked: Asked; onClose(): void; onYes(): void }

function Confirm({ asked: { what }, onClose, onYes }: ConfirmProps) {
  return (
    <Dialog title={t(`identity.${what}.title`)} onClose={onClose}>
      <p class="dialog-body">{t(`identity.${what}.text`)}</p>
      <footer class="dialog-f">
        <button type="button" class="btn" onClick={onClose}>
          {t('identity.keep')}
        </button>
        <button type="button" class="btn btn-danger" onClick={onYes}>
          {t(`identity.${what}`)}
        </button>
      </footer>
    </Dialog>
  )
}

/** How a backend signs, in its language. */
function Signers({ kid, workspaceId }: { kid: string; workspaceId: string }) {
  const [signer, choose] = useState<Signer>('node')
  return (
    <>
      <fieldset class="fr">
        <legend class="label">{t('identity.sign')}</legend>
        <div class="seg seg-wrap">
          {SIGNERS.map((one) => (
            <button key={one} type="button" aria-pressed={signer === one} onClick={() => choose(one)}>
              {t(`identity.sign.${one}`)}
            </button>
          ))}
        </div>
      </fieldset>
      <CopyField label={t('identity.sign.label')} text={signerFor(signer, { kid, workspaceId })} />
      <p class="hint">{t('identity.sign.hint')}</p>
    </>
  )
}
