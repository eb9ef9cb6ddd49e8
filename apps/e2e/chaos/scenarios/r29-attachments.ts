import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from '../../src/harness/eventually.ts'
import { drained } from '../rig/drained.ts'
import type { Chat, Person } from '../rig/person.ts'
import type { Scenario, Stage } from '../rig/stage.ts'
import { beginChats } from '../rig/talk.ts'

const LONG = { visitors: 20, kills: 50 }
const SHORT = { visitors: 4, kills: 3 }
/** Big enough that a kill meets it half-way. */
const FILE_BYTES = [1_000, 300_000, 2_000_000]
const TRY_AGAIN_MS = 200

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

export const attachments: Scenario = {
  id: 'R29',
  title: 'a message that shows a file has all of it, whenever the server was killed',
  stores: ['embedded', 'mongodb'],
  transports: ['socket'],
  shortOn: ['embedded socket'],
  run,
}

async function run(stage: Stage): Promise<void> {
  const { visitors: count, kills } = stage.isLong ? LONG : SHORT
  const cluster = await stage.cluster()
  const [server] = cluster.instances
  const chats = await beginChats(stage, cluster, { visitors: count, agents: 1 })
  const isOver = { value: false }
  const sums = new Map<string, string>()
  const senders = chats.visitors.map((chat, i) =>
    sendFiles(stage, { chat, person: chats.visitorPeople[i] }, sums, isOver),
  )
  for (let kill = 1; kill <= kills; kill++) {
    await pause(stage.random.between(300, 1_200))
    await server?.kill()
    await server?.start()
    // Between two kills a slow machine may not get a single file through.
    const before = sums.size
    await eventually('a file to get through after a kill', () => sums.size > before, { withinMs: 60_000 })
    stage.say(`kill -9 during uploads, ${kill} of ${kills}: ${sums.size} files were sent`)
  }
  isOver.value = true
  await Promise.all(senders)
  await drained(stage.people, 60_000)
  const [agent] = chats.agentPeople
  if (agent) await demandWhole(stage, agent, chats.agents, sums)
  await stage.settle(cluster)
}

type Sender = { chat: Chat; person: Person | undefined }

/** Uploads one random file after the other and says each in a message; an upload that a crash met is begun again. */
async function sendFiles(
  stage: Stage,
  { chat, person }: Sender,
  sums: Map<string, string>,
  isOver: { value: boolean },
) {
  while (!isOver.value && person) {
    const bytes = Uint8Array.from({ length: stage.random.pick(FILE_BYTES) }, () => stage.random.between(0, 255))
    const file = Object.assign(new Blob([bytes], { type: 'application/octet-stream' }), { name: 'noise.bin' })
    try {
      const attachment = await person.client.upload(file, chat.handle).done
      sums.set(attachment.id, sha256(bytes))
      chat.say('msg.new', { attachments: [attachment] })
    } catch {
      await pause(TRY_AGAIN_MS) // killed half-way: the person presses "try again"
    }
    await pause(TRY_AGAIN_MS)
  }
}

/** By the eyes of the agent: every file that a message shows comes down with the bytes that went up. */
async function demandWhole(stage: Stage, agent: Person, chats: readonly Chat[], sums: Map<string, string>) {
  let looked = 0
  for (const { handle } of chats) {
    await eventually('the thread', () => handle.state.value === 'ready', { withinMs: 30_000 })
    while (handle.hasEarlier.value) await handle.loadEarlier()
    const conversationId = handle.id.value
    const ids = handle.timeline.value.flatMap((item) =>
      item.type === 'message' && item.n !== null ? (item.body?.attachments ?? []).map(({ id }) => id) : [],
    )
    if (!conversationId || ids.length === 0) continue
    for (const id of ids) {
      const { links } = await agent.client.call('linkAttachments', { body: { conversationId, ids: [id] } })
      const response = await fetch(links[0]?.url ?? '')
      const sum = sha256(new Uint8Array(await response.arrayBuffer()))
      stage.demand(
        sum === sums.get(id),
        `${id} of ${conversationId} is not the file that was sent (${response.status})`,
      )
      looked++
    }
  }
  stage.figure('files', looked)
  stage.demand(looked > 0, 'no file was ever shown')
}
