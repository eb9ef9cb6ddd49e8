import type { ConnectionView } from '@parley/client'
import type { ConversationId } from '@parley/protocol'
import { DEFAULT_PREFERENCES, type NoticeMatrix, noticeMatrixOf, type QuietHours } from '@parley/protocol/constants'
import { computed, signal } from '@preact/signals'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTabs } from '../attention/tabs.ts'
import { createFakeClock, settle } from '../testing/fake-clock.ts'
import { fakeLocks } from '../testing/fake-locks.ts'
import { createFakeWindow } from '../testing/fake-window.ts'
import { anAgent, aRow, at, idOf, OTHER_AGENT } from '../testing/records.ts'
import { startBell } from './bell.ts'
import type { ListRow } from './list-rows.ts'
import { SoundModel } from './sound-model.ts'

const ME = anAgent().id
const ONLINE: ConnectionView = { phase: 'online', transport: 'socket' }

/** The tabs of one browser: storage and locks are common to them. */
function aBrowser() {
  const { window } = createFakeWindow()
  const clock = createFakeClock(Date.parse(at(2)))
  const locks = fakeLocks()
  const matrix = signal<NoticeMatrix>(noticeMatrixOf({}))
  const repeat = signal(false)
  const quiet = signal<QuietHours>(DEFAULT_PREFERENCES.quiet)
  const env = { ...window.env, ...clock }

  async function aTab() {
    const told = { notices: [] as string[], sounds: [] as string[] }
    const said: string[] = []
    const rows = signal<readonly ListRow[]>([])
    const isKnown = signal(false)
    const isAttended = signal(false)
    const openId = signal<ConversationId | null>(null)
    const now = signal(clock.now())
    const connection = signal<ConnectionView>({ phase: 'idle' } as ConnectionView)
    const sound = new SoundModel(env)
    const opened: string[] = []
    const bell = startBell({
      window: {
        env,
        notify: ({ title, body }) => void told.notices.push(`${title} | ${body}`),
        sounds: { ...window.sounds, play: (kind) => void told.sounds.push(kind) },
        tabs: (name) => createTabs(name, locks),
        onTouch: () => () => undefined,
      },
      ...{ client: { connection }, me: ME, rows, isKnown, now, isAttended, openId, sound },
      choices: computed(() => ({ matrix: matrix.value, repeat: repeat.value, overdueMinutes: 5, quiet: quiet.value })),
      isDesktopOn: signal(true),
      open: (id) => void opened.push(id),
      onTold: (all) => void said.push(...all.map(({ kind, conversationId }) => `${kind} ${conversationId}`)),
    })
    onTestFinished(bell.end)
    connection.value = ONLINE
    isKnown.value = true
    await clock.advance(3_000)
    const arrive = async (row: ListRow) => {
      rows.value = [row, ...rows.value.filter(({ id }) => id !== row.id)]
      await settle()
    }
    return { told, said, rows, arrive, isAttended, openId, now, connection, sound, bell, opened }
  }
  return { clock, aTab, matrix, repeat, quiet }
}

describe('the bell', () => {
  it('keeps quiet in quiet hours, but for what comes through', async () => {
    const { aTab, quiet, clock } = aBrowser()
    const { told, said, arrive } = await aTab()
    const always = { ...DEFAULT_PREFERENCES.quiet, on: true, from: 0, to: 1440 }
    quiet.value = always
    await arrive(aRow(2))
    await arrive(aRow(3, { assigneeId: OTHER_AGENT }))
    expect([told, said]).toEqual([{ notices: [], sounds: [] }, []])
    await arrive(aRow(3, { assigneeId: ME, ord: 3 }))
    expect(told.sounds).toEqual(['assigned'])
    quiet.value = { ...always, on: false }
    await clock.advance(20_000)
    expect(told.sounds).toEqual(['assigned'])
  })

  it('says what was told here: by a sound, by a notice, or because somebody looks; not while this computer is muted', async () => {
    const { aTab, matrix, clock } = aBrowser()
    const { said, arrive, isAttended, sound } = await aTab()
    await arrive(aRow(2))
    expect(said.splice(0)).toEqual([`waiting ${aRow(2).id}`, `waiting ${aRow(2).id}`])
    matrix.value = noticeMatrixOf({ waiting: { sound: false, desktop: false } })
    await clock.advance(2_000)
    await arrive(aRow(3))
    expect(said).toEqual([])
    isAttended.value = true
    await settle()
    await arrive(aRow(4))
    expect(said.splice(0)).toEqual([`waiting ${aRow(4).id}`])
    matrix.value = noticeMatrixOf({})
    isAttended.value = false
    sound.mute('hour')
    await settle()
    await arrive(aRow(5))
    expect(said).toEqual([])
  })

  it('tells of who waits, of what is said to this agent and of what is given to him; of nothing else', async () => {
    const { aTab, clock } = aBrowser()
    const { told, arrive } = await aTab()
    await arrive(aRow(2))
    await arrive(aRow(2, { ord: 2, counts: { messages: 2, visitor: 2, notes: 0 }, unread: 2 }))
    await clock.advance(2_000)
    await arrive(aRow(3, { assigneeId: OTHER_AGENT }))
    await arrive(aRow(3, { assigneeId: ME, ord: 3 }))
    await clock.advance(2_000)
    await arrive(aRow(3, { assigneeId: ME, ord: 4, unread: 2, counts: { messages: 2, visitor: 2, notes: 0 } }))
    await arrive(aRow(3, { assigneeId: ME, ord: 5, unread: 0, counts: { messages: 2, visitor: 2, notes: 0 } }))
    expect(told.notices).toEqual([
      'New conversation: Visitor 2 | Question 2',
      'Assigned to you: Visitor 3 | Question 3',
      'Visitor 3 | Question 3',
    ])
    expect(told.sounds).toEqual(['waiting', 'assigned', 'message'])
  })

  it('rings once in two tabs, and goes on in the other when the one that leads is closed', async () => {
    const { aTab, clock } = aBrowser()
    const [one, two] = [await aTab(), await aTab()]
    for (const tab of [one, two]) await tab.arrive(aRow(2))
    expect([one.told.sounds, two.told.sounds]).toEqual([['waiting'], []])
    // The leader closes before it heard of this; the other did.
    await clock.advance(2_000)
    await two.arrive(aRow(3))
    expect(two.told.sounds).toEqual([])
    one.bell.end()
    await settle()
    expect(two.told.sounds).toEqual(['waiting'])
    expect(two.told.notices).toEqual(['New conversation: Visitor 3 | Question 3'])
    await clock.advance(2_000)
    await two.arrive(aRow(4))
    expect(two.told.sounds).toEqual(['waiting', 'waiting'])
  })

  it('shows no notice while any tab is looked at, and is still about what is open there', async () => {
    const { aTab, clock } = aBrowser()
    const [leader, other] = [await aTab(), await aTab()]
    other.isAttended.value = true
    other.openId.value = idOf(2)
    await leader.arrive(aRow(2))
    expect(leader.told).toEqual({ notices: [], sounds: [] })
    await leader.arrive(aRow(3))
    expect(leader.told).toEqual({ notices: [], sounds: ['waiting'] })
    other.isAttended.value = false
    await clock.advance(2_000)
    await leader.arrive(aRow(4))
    expect(leader.told.notices).toEqual(['New conversation: Visitor 4 | Question 4'])
  })

  it('sums up what happened while the line was down, once', async () => {
    const { aTab, clock } = aBrowser()
    const { told, arrive, connection } = await aTab()
    connection.value = { phase: 'waiting', downSince: clock.now(), retryAt: clock.now() + 1_000 }
    await clock.advance(60_000)
    connection.value = ONLINE
    await arrive(aRow(2))
    await arrive(aRow(3))
    expect(told.sounds).toEqual([])
    await clock.advance(3_000)
    expect(told.sounds).toEqual(['waiting'])
    expect(told.notices).toEqual(['2 things happened while you were offline | Visitor 2, Visitor 3'])
  })

  it('keeps to what the agent chose, and to his mute', async () => {
    const { aTab, clock, matrix } = aBrowser()
    const { told, arrive, sound } = await aTab()
    matrix.value = noticeMatrixOf({ waiting: { sound: false } })
    await arrive(aRow(2))
    expect(told.sounds).toEqual([])
    expect(told.notices).toHaveLength(1)
    matrix.value = noticeMatrixOf({ waiting: { desktop: false } })
    await arrive(aRow(3))
    expect(told.sounds).toEqual(['waiting'])
    expect(told.notices).toHaveLength(1)
    sound.mute('half_hour')
    await clock.advance(2_000)
    await arrive(aRow(4))
    expect(told.sounds).toEqual(['waiting'])
    await clock.advance(31 * 60_000)
    expect(sound.isMuted.value).toBe(false)
    await arrive(aRow(5))
    expect(told.sounds).toEqual(['waiting', 'waiting'])
  })

  it('tells once of who waits too long, and of nobody who did before', async () => {
    const { aTab } = aBrowser()
    const { told, now, rows } = await aTab()
    rows.value = [aRow(1, { assigneeId: ME, waitingSince: at(9) })]
    now.value = Date.parse(at(13))
    await settle()
    told.notices.length = 0
    now.value = Date.parse(at(14))
    await settle()
    now.value = Date.parse(at(15))
    await settle()
    expect(told.notices).toEqual(['Waiting too long: Visitor 1 | Question 1'])
  })

  it('rings again until somebody takes it, when that is wanted', async () => {
    const { aTab, clock, repeat } = aBrowser()
    const { told, arrive } = await aTab()
    await arrive(aRow(2))
    await clock.advance(45_000)
    expect(told.sounds).toHaveLength(1)
    repeat.value = true
    await clock.advance(40_000)
    expect(told.sounds).toHaveLength(3)
    await arrive(aRow(2, { assigneeId: OTHER_AGENT, ord: 2 }))
    await clock.advance(40_000)
    expect(told.sounds).toHaveLength(3)
  })
})
