import { randomBytes } from 'node:crypto'
import type { Database } from '@parley/database'
import {
  type Actor,
  Cmid,
  CreateKey,
  KEY_RANDOM_BYTES,
  LIMITS,
  type Limits,
  timeOrdered,
  type WorkspaceId,
} from '@parley/protocol'
import { type Clock, systemClock } from '../../../lib/clock.ts'
import { silentLogger } from '../../../lib/logger.ts'
import { conversationIdOf } from '../../../lib/new-id.ts'
import { type Command, hashOf } from '../command.ts'
import { conversationIndexes } from '../conversation-indexes.ts'
import { eventIndexes } from '../event-store.ts'
import { createLog } from '../log.ts'
import { type ConversationRecord, type EventRecord, emptyRecord } from '../model.ts'

export const WORKSPACE: WorkspaceId = 'wsp_00000000000000000001'
export const DEPARTMENT = 'dep_00000000000000000001'
export const OTHER_DEPARTMENT = 'dep_00000000000000000002'
export const ADA: Actor = { type: 'agent', id: 'agt_00000000000000000001', name: 'Ada' }
export const VERA: Actor = { type: 'visitor', id: 'vis_00000000000000000001' }

/** A command id or create key of now. */
export const aKey = () => CreateKey.parse(timeOrdered(Date.now(), randomBytes(KEY_RANDOM_BYTES)))
export const aCmid = () => Cmid.parse(timeOrdered(Date.now(), randomBytes(KEY_RANDOM_BYTES)))

/** A message or note as the log stores it. */
export function aText(text: string, kind: 'msg.new' | 'note.new' = 'msg.new') {
  return { kind, body: { v: 1 as const, type: 'text' as const, text, attachments: [], fallback: text } }
}

export function aCommand({ kind, body }: { kind: string; body: unknown }, command: Partial<Command> = {}): Command {
  return { cmid: aCmid(), h: hashOf(kind, body), actor: VERA, ...command }
}

export function anEmptyConversation(start: Partial<ConversationRecord> = {}): ConversationRecord {
  const key = aKey()
  return {
    ...emptyRecord(
      {
        _id: conversationIdOf(WORKSPACE, key),
        workspaceId: WORKSPACE,
        siteId: null,
        departmentId: DEPARTMENT,
        visitorId: 'vis_00000000000000000001',
        channel: 'chat',
        createKey: key,
      },
      new Date(),
    ),
    ...start,
  }
}

export async function ensureLogIndexes(db: Database): Promise<void> {
  await db.collection('events').createIndexes([...eventIndexes])
  await db.collection('conversations').createIndexes([...conversationIndexes])
}

/** A log that keeps what it told. */
export function aLog(db: Database, limits: Partial<Limits> = {}, clock: Clock = systemClock) {
  const told: EventRecord[] = []
  const rows: ConversationRecord[] = []
  const failures: unknown[] = []
  const log = createLog({
    db,
    clock,
    limits: { ...LIMITS, ...limits },
    log: { ...silentLogger, warn: ({ err }) => failures.push(err) },
    onStored: (event) => told.push(event),
    onFolded: (row) => rows.push(row),
  })
  return { ...log, told, rows, failures }
}

/** Waits until `condition` holds: the bound is against hanging, not an expectation of speed. */
export async function eventually(condition: () => boolean | Promise<boolean>, boundMs = 12_000): Promise<void> {
  const deadline = performance.now() + boundMs
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited ${boundMs / 1000} s in vain`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
