import { signal } from '@preact/signals'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createFakeClient } from '../../testing/fake-client.ts'
import { settle } from '../../testing/fake-clock.ts'
import { createFakeWindow } from '../../testing/fake-window.ts'
import { OverviewModel } from './overview-model.ts'

const TODAY = { begun: 3, closed: 1, answered: 0, answerSeconds: null, truncated: false }

describe('the overview', () => {
  async function shown(answer: () => unknown = () => ({ departments: [], agents: [], today: TODAY })) {
    const { window, clock, look } = createFakeWindow()
    const { client, calls, answers } = createFakeClient({ getOverview: answer })
    const heard = signal({})
    const model = new OverviewModel({ client, env: window.env, heard })
    const end = () => model[Symbol.dispose]()
    onTestFinished(end)
    await settle()
    const hear = () => {
      heard.value = {}
    }
    return { model, calls, answers, clock, look, hear, end }
  }

  it('is asked for once in 15 s at the most, however much is heard, and once a minute where nothing is', async () => {
    const { calls, clock, hear } = await shown()
    expect(calls).toHaveLength(1)
    for (let second = 0; second < 14; second++) {
      hear()
      await clock.advance(1_000)
    }
    expect(calls).toHaveLength(1)
    await clock.advance(1_000)
    expect(calls).toHaveLength(2)
    await clock.advance(59_000)
    expect(calls).toHaveLength(2)
    await clock.advance(1_000)
    expect(calls).toHaveLength(3)
  })

  it('is not asked for out of sight, nor after its end', async () => {
    const { calls, clock, look, hear, end } = await shown()
    look(false)
    hear()
    await clock.advance(600_000)
    expect(calls).toHaveLength(1)
    look(true)
    await settle()
    expect(calls).toHaveLength(2)
    end()
    await clock.advance(600_000)
    expect(calls).toHaveLength(2)
  })

  it('asks for the day where the agent is', async () => {
    const { calls, clock, model } = await shown()
    const since = new Date(new Date(clock.now()).setHours(0, 0, 0, 0)).toISOString()
    expect(calls[0]?.input).toEqual({ query: { since } })
    expect(model.looked.value).toMatchObject({ since, today: TODAY })
  })

  it('says that it failed, is asked again by hand, and keeps old numbers as old', async () => {
    const fail = () => Promise.reject(new Error('no line'))
    const { model, answers, clock } = await shown(fail)
    expect(model.state.value).toBe('failed')
    answers.getOverview = () => ({ departments: [], agents: [], today: TODAY })
    model.retry()
    await settle()
    expect([model.state.value, model.isStale.value]).toEqual(['ready', false])
    answers.getOverview = fail
    await clock.advance(60_000)
    expect([model.state.value, model.isStale.value]).toEqual(['ready', true])
    expect(model.looked.value?.today.begun).toBe(3)
  })
})
