import type { ComponentType } from 'preact'
import type { Models, WithModels } from '../../models/models.ts'
import type { Kit } from '../../ui/kit.ts'

/** What of the files a form waits for: nothing, those under way, or that the visitor sees to one that failed. */
type Wait = null | 'files_wait' | 'files_failed'

/** The files that go with what is left while nobody is there; they are the composer's. */
export function createFormFiles(kit: Kit, { composer }: Models) {
  const wait = kit.signal<Wait>(null)

  /** Goes on once every file has arrived; not while one has failed. */
  function settled(go: () => void): void {
    if (wait.peek() === 'files_wait') return
    const end: () => void = kit.effect(() => {
      const states = composer.files.value.map(({ state }) => state.value.is)
      const isUnderWay = states.includes('uploading')
      const rest = states.includes('failed') ? 'files_failed' : null
      wait.value = isUnderWay ? 'files_wait' : rest
      if (!isUnderWay) queueMicrotask(() => leave(end, go))
    })
  }
  function leave(end: () => void, go: () => void): void {
    end()
    if (!wait.peek()) go()
  }
  return { settled, View: viewOf(kit, wait) }
}

type Shown = { value: ComponentType<WithModels> | null }

function viewOf(kit: Kit, wait: { value: Wait }): ComponentType<WithModels> {
  const { h, t, icon, view, signal } = kit
  const list: Shown = signal(null)
  let isAsked = false

  async function askForList(): Promise<void> {
    isAsked = true
    const part = await import('../draft-files.ts').catch(() => null) // the next file asks again
    isAsked = part !== null
    list.value = part?.create(kit) ?? null
  }

  return view<WithModels>(({ models }) => {
    let picker: HTMLInputElement | null = null
    const { composer, options } = models
    const hold = (element: HTMLInputElement | null) => {
      picker = element
    }
    const button = { type: 'button', class: 'add', onClick: () => picker?.click() }
    return () => {
      const policy = options.value?.files
      const hasSome = composer.files.value.length + composer.complaints.value.length > 0
      if (hasSome && !isAsked) void askForList()
      const told = toldOf(composer, wait.value)
      return h(
        'div',
        { class: 'field' },
        policy?.on && [h('button', button, icon('attach'), t('attach')), picking(kit, composer, policy.accept, hold)],
        hasSome && list.value && h(list.value, { models }),
        h('p', { class: told === 'files_failed' ? 'bad' : 'hint', role: 'status' }, told && t(told)),
      )
    }
  })
}

/** What is said below the files; a failure no longer once it was seen to. */
function toldOf({ files }: Models['composer'], wait: Wait): Wait {
  const hasFailed = files.value.some(({ state }) => state.value.is === 'failed')
  return wait === 'files_failed' && !hasFailed ? null : wait
}

function picking(
  { h }: Kit,
  { add }: Models['composer'],
  accept: string,
  ref: (field: HTMLInputElement | null) => void,
) {
  return h('input', {
    ...{ type: 'file', multiple: true, hidden: true, accept, ref },
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
      void add([...(currentTarget.files ?? [])])
      currentTarget.value = ''
    },
  })
}
