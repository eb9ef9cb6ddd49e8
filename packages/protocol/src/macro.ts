import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { AgentId, CannedResponseId, CloseReasonId, DepartmentId, MacroId } from './ids.ts'
import { ROUTES } from './routes.ts'
import { Scope } from './scope.ts'
import { Priority, Tag } from './status.ts'
import { Timestamp } from './time.ts'

const Words = z.string().trim().min(1).max(4000)
const tags = z.array(Tag).max(20)

/** One thing that a macro does with a conversation, by the commands that an agent gives himself. */
export const MacroAction = z.discriminatedUnion('type', [
  /** Puts words into the field, to be sent by hand. */
  z.strictObject({ type: z.literal('insert'), text: Words }),
  z.strictObject({ type: z.literal('send'), cannedResponseId: CannedResponseId }),
  z.strictObject({ type: z.literal('note'), text: Words }),
  z.strictObject({ type: z.literal('assign'), to: z.union([z.enum(['me', 'nobody']), AgentId]) }),
  /** Out of the hands of whoever has it; who runs it may not see the conversation afterwards. */
  z.strictObject({ type: z.literal('pass'), departmentId: DepartmentId }),
  z.strictObject({ type: z.literal('tag'), add: tags, remove: tags }),
  z.strictObject({ type: z.literal('priority'), priority: Priority }),
  /** `reasonId`: why it closes them; judged when it runs, as of a command. */
  z.strictObject({
    type: z.literal('status'),
    status: z.enum(['open', 'pending', 'closed']),
    reasonId: CloseReasonId.optional(),
  }),
  z.strictObject({ type: z.literal('snooze'), hours: z.int().min(1).max(8760) }),
])
export type MacroAction = z.infer<typeof MacroAction>

const written = {
  scope: Scope,
  name: z.string().trim().min(1).max(120),
  /** In the order in which they are done. */
  actions: z.array(MacroAction).min(1).max(12),
}

/** Several actions under one name. */
export const Macro = z.strictObject({
  id: MacroId,
  ...written,
  /** How often it was run, and when last. */
  uses: z.int().min(0),
  usedAt: Timestamp.nullable(),
  createdBy: AgentId,
  updatedAt: Timestamp,
})
export type Macro = z.infer<typeof Macro>

const onOne = { params: z.strictObject({ id: MacroId }) } as const
const namedErrors = ['forbidden', 'department_not_found', 'agent_not_found', 'canned_response_not_found'] as const

export const macroEndpoints = {
  listMacros: endpoint(ROUTES.listMacros, {
    summary: 'The macros that the agent may run: his own, those of his departments, and everybody’s',
    response: z.strictObject({ macros: z.array(Macro), truncated: z.boolean() }),
    errors: [],
  }),
  createMacro: endpoint(ROUTES.createMacro, {
    summary: 'Add a macro; what others may run too needs the role supervisor',
    body: z.strictObject(written),
    status: 201,
    response: Macro,
    errors: [...namedErrors, 'list_full'],
  }),
  updateMacro: endpoint(ROUTES.updateMacro, {
    summary: 'Change a macro; with `known`, only while it is as it was read',
    ...onOne,
    body: z.strictObject({ ...z.strictObject(written).partial().shape, known: Timestamp.optional() }),
    response: Macro,
    errors: ['macro_not_found', ...namedErrors, 'list_full', 'changed_since'],
  }),
  deleteMacro: endpoint(ROUTES.deleteMacro, {
    summary: 'Take a macro away; for a day it can be restored',
    ...onOne,
    status: 204,
    errors: ['macro_not_found', 'forbidden'],
  }),
  restoreMacro: endpoint(ROUTES.restoreMacro, {
    summary: 'Bring back a macro that was deleted within the last day',
    ...onOne,
    response: Macro,
    errors: ['macro_not_found', 'forbidden', 'list_full'],
  }),
  countMacro: endpoint(ROUTES.countMacro, {
    summary: 'Tell that a macro was run',
    ...onOne,
    status: 204,
    errors: ['macro_not_found'],
  }),
}
