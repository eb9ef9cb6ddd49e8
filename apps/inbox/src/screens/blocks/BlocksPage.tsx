import type { Block } from '@parley/protocol'
import { useEffect, useMemo } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { fullTime } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import { BlocksModel } from '../../models/blocks/blocks-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { PageHead, Pending } from '../settings/PageHead.tsx'
import { RangeForm } from './RangeForm.tsx'

/** Who is blocked now, why and until when; addresses are blocked here, visitors in their conversations. */
export function BlocksPage() {
  const { client, toasts, now } = useWorkbench()
  const blocks = useMemo(() => new BlocksModel({ client, toasts }), [client, toasts])
  useEffect(() => void blocks.load(), [blocks])
  const state = blocks.state.value
  const all = blocks.all.value.filter(({ expiresAt }) => !expiresAt || Date.parse(expiresAt) > now.value)
  return (
    <div class="sform">
      <PageHead title={t('settings.blocks')} lead={t('blocks.lead')} />
      <RangeForm blocks={blocks} />
      {state !== 'ready' && <Pending state={state} onRetry={() => void blocks.load()} />}
      {state === 'ready' && all.length === 0 && <p class="muted">{t('blocks.none')}</p>}
      <ul class="tiles" aria-label={t('settings.blocks')}>
        {all.map((block) => (
          <Row key={block.id} block={block} onLift={() => void blocks.lift(block)} />
        ))}
      </ul>
      {blocks.isCut.value && <p class="muted">{t('blocks.cut', { count: all.length })}</p>}
    </div>
  )
}

function Row({ block, onLift }: { block: Block; onLift(): void }) {
  const { people } = useWorkbench()
  const { by, createdAt, expiresAt, reason } = block
  const name = people.byId.value.get(by)?.name ?? t('who.colleague')
  const until = expiresAt ? t('blocks.until', { time: fullTime(expiresAt) }) : t('blocks.for.lifted')
  return (
    <li class="tile">
      <Icon name={block.target.type === 'range' ? 'globe' : 'user'} />
      <span class="grow">
        <Whom target={block.target} />
        {reason && (
          <span class="blk-why" dir="auto">
            {reason}
          </span>
        )}
        <span class="faint">
          {t('blocks.by', { name, time: fullTime(createdAt) })} · {until}
        </span>
      </span>
      <button
        type="button"
        class="btn"
        aria-label={t('blocks.unblock', { who: calledOf(block.target) })}
        onClick={onLift}
      >
        {t('action.unblock')}
      </button>
    </li>
  )
}

function Whom({ target }: { target: Block['target'] }) {
  const { goToVisitor } = useWorkbench()
  const name = calledOf(target)
  if (target.type === 'range') return <b dir="ltr">{name}</b>
  return (
    <button type="button" class="linkish cut" onClick={() => goToVisitor(target.visitorId)}>
      <bdi>{name}</bdi>
    </button>
  )
}

const calledOf = (target: Block['target']) =>
  target.type === 'range' ? target.range : (target.name ?? t('who.visitor'))
