import type { Scenario } from '../rig/stage.ts'
import { crash } from './r01-crash.ts'
import { exactlyOnce } from './r03-exactly-once.ts'
import { order } from './r04-order.ts'
import { away } from './r08-away.ts'
import { flapping } from './r08-flapping.ts'
import { longAbsence } from './r08-long-absence.ts'
import { lossyBus } from './r09-lossy-bus.ts'
import { noBus } from './r09-no-bus.ts'
import { manyChats } from './r10-many-chats.ts'
import { oneWayDeath } from './r10-one-way-death.ts'
import { halfOpen } from './r11-half-open.ts'
import { anyInstance } from './r12-any-instance.ts'
import { databaseOutage } from './r14-database-outage.ts'
import { slowConsumer } from './r15-slow-consumer.ts'
import { flood } from './r16-flood.ts'
import { rollingDeploy } from './r17-rolling-deploy.ts'
import { herd } from './r18-herd.ts'
import { clocks } from './r22-clocks.ts'
import { ephemeral } from './r24-ephemeral.ts'
import { claims } from './r26-claims.ts'
import { attachments } from './r29-attachments.ts'
import { derived } from './r30-derived.ts'
import { versions } from './r32-versions.ts'
import { behindHaproxy, behindNginx } from './r37-behind-proxies.ts'
import { longSession } from './r39-long-session.ts'
import { everyLossTold } from './r40-every-loss-told.ts'

/** Every guarantee that the rig proves, in the order of `reliability.md`. */
export const SCENARIOS: readonly Scenario[] = [
  // the network
  ...[oneWayDeath, halfOpen, flapping, away, longAbsence, everyLossTold, manyChats],
  ...[crash, exactlyOnce, order, lossyBus, noBus, anyInstance],
  ...[databaseOutage, slowConsumer, flood, rollingDeploy, herd, ephemeral, claims, attachments, derived],
  ...[versions, clocks, behindNginx, behindHaproxy, longSession],
]
