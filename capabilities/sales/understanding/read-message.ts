import type { SlotKind } from '../playbook/playbook.ts'
import type { DetectLanguage } from './detect-language.ts'
import { readCompany } from './entities/read-company.ts'
import { readContacts } from './entities/read-contacts.ts'
import { readMoney } from './entities/read-money.ts'
import { readName } from './entities/read-name.ts'
import { readQuantities } from './entities/read-quantities.ts'
import type { Reading } from './reading.ts'
import { answerIn } from './signals/read-answer.ts'
import { readMeanings } from './signals/read-meanings.ts'
import { objectionIn } from './signals/read-objection.ts'
import { signalsIn } from './signals/read-signals.ts'
import { readTimeZone } from './times/read-time-zone.ts'
import { readTimes } from './times/read-times.ts'

export interface ReadContext {
  /** The conversation's language so far, or null. */
  readonly rememberedLanguage: string | null
  /** The language of the client's app (IETF), or null: counts only while nothing is remembered. */
  readonly appLanguage: string | null
  readonly nowMs: number
  /** IANA zone in which the client's times are meant. */
  readonly timeZone: string
  /** ISO 3166 alpha-2: how a phone number without a country is read. */
  readonly defaultCountry: string
  /** The kind of slot that was asked for last; null when nothing was. */
  readonly askedKind: SlotKind | null
  readonly detectLanguage: DetectLanguage
}

/** Reads a message by rules alone, without waiting and without a model. Never throws. */
export function readMessage(text: string, context: ReadContext): Reading {
  const { askedKind, nowMs } = context
  const remembered = context.rememberedLanguage ?? context.appLanguage?.split(/[-_]/u)[0]?.toLowerCase() ?? null
  const language = context.detectLanguage(text, remembered)
  const meanings = readMeanings(text)
  const timeZone = readTimeZone(text)
  return {
    language,
    signals: signalsIn(meanings, language),
    objection: objectionIn(meanings),
    answer: answerIn(meanings),
    money: readMoney(text, { isAsked: askedKind === 'money' }),
    times: readTimes(text, { nowMs, timeZone: timeZone ?? context.timeZone }),
    contacts: readContacts(text, context.defaultCountry),
    quantities: readQuantities(text, { isAsked: askedKind !== null && countedKinds.has(askedKind) }),
    name: readName(text, { isAsked: askedKind === 'name' }),
    company: readCompany(text, { isAsked: askedKind === 'company' }),
    timeZone,
  }
}

const countedKinds: ReadonlySet<SlotKind> = new Set(['duration', 'headcount', 'number', 'percent', 'volume'])
