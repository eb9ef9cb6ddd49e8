import * as z from 'zod'

const TAIL = z.string().regex(/^[0-9a-hjkmnp-tv-z]{20}$/)

function id<const Prefix extends string>(prefix: Prefix) {
  return z.templateLiteral([`${prefix}_`, TAIL])
}

export const WorkspaceId = id('wsp')
export type WorkspaceId = `wsp_${string}`
export const SiteId = id('ste')
export type SiteId = `ste_${string}`
export const DepartmentId = id('dep')
export type DepartmentId = `dep_${string}`
export const AgentId = id('agt')
export type AgentId = `agt_${string}`
export const SessionId = id('ses')
export type SessionId = `ses_${string}`
export const VisitorId = id('vis')
export type VisitorId = `vis_${string}`
export const ContactId = id('con')
export type ContactId = `con_${string}`
export const TagId = id('tag')
export type TagId = `tag_${string}`
export const ContactImportId = id('imp')
export type ContactImportId = `imp_${string}`
export const ErasureId = id('ers')
export type ErasureId = `ers_${string}`
export const CustomFieldId = id('fld')
export type CustomFieldId = `fld_${string}`
export const CloseReasonId = id('rsn')
export type CloseReasonId = `rsn_${string}`
export const IdentityKeyId = id('idk')
export type IdentityKeyId = `idk_${string}`
export const ConversationId = id('cnv')
export type ConversationId = `cnv_${string}`
export const EventId = id('evt')
export type EventId = `evt_${string}`
export const MessageId = id('msg')
export type MessageId = `msg_${string}`
export const AnnouncementId = id('ann')
export type AnnouncementId = `ann_${string}`
export const BlockId = id('blk')
export type BlockId = `blk_${string}`
export const LogoId = id('lgo')
export type LogoId = `lgo_${string}`
export const CannedResponseId = id('can')
export type CannedResponseId = `can_${string}`
export const MacroId = id('mac')
export type MacroId = `mac_${string}`
export const SavedViewId = id('svw')
export type SavedViewId = `svw_${string}`
export const ScheduledId = id('sch')
export type ScheduledId = `sch_${string}`
export const NoticeId = id('ntc')
export type NoticeId = `ntc_${string}`
export const DeviceId = id('dvc')
export type DeviceId = `dvc_${string}`
export const SoundId = id('snd')
export type SoundId = `snd_${string}`
export const AttachmentId = id('att')
export type AttachmentId = `att_${string}`

const TIME_ORDERED_128 = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/

/** Client-made id of a command: 128 bits, time-ordered, unique in its conversation for ever (SYNC-4). */
export const Cmid = z.string().regex(TIME_ORDERED_128).brand<'Cmid'>()
export type Cmid = z.infer<typeof Cmid>
/** Client-made id of an intent to create a conversation (SYNC-27). */
export const CreateKey = z.string().regex(TIME_ORDERED_128).brand<'CreateKey'>()
export type CreateKey = z.infer<typeof CreateKey>
/** Public key of a site, part of the script tag's address. */
export const SiteKey = z.string().regex(/^[a-z0-9][a-z0-9-]{2,39}$/)
export type SiteKey = string
