import {
  formatFault,
  type PlaybookChange,
  type PlaybookFault,
  type PlaybookWritten,
  type Words,
} from '#capabilities/sales'
import type { Tx } from '#shared/database'
import type { CrewOrder } from '../../agent/index.ts'
import { cleanName, parseSetupState, type SetupState } from './setup-state.ts'
import { setupWords } from './setup-words.ts'

export interface SetupDesk {
  /** False where the settings name another playbook than the shipped one, or have playbooks for each bot. */
  readonly isOffered: boolean
  /** Writes the words into the playbook of the settings: all of them or none. */
  readonly write: (change: PlaybookChange) => PlaybookWritten
}

type SetupOrder = Extract<CrewOrder, { kind: 'set-up' }>

/** Keeps the answers, drops them, or writes them into the playbook; `say` tells why that was not possible. */
export async function finishSetup(
  tx: Tx,
  desk: SetupDesk,
  { userId, step }: SetupOrder,
  nowMs: number,
): Promise<{ readonly say?: Words }> {
  if (step.kind === 'keep') {
    await keep(tx, { userId, state: step.state }, nowMs)
    return {}
  }
  const state = step.kind === 'finish' ? parseSetupState(step.state) : null
  // Written first: when that fails, the answers are still there.
  const written = state === null ? null : desk.write(toChange(state))
  if (written !== null && written.kind !== 'written') return { say: describeFailure(written) }
  await tx.deleteFrom('cockpit_setups').where('user_id', '=', userId).execute()
  return {}
}

async function keep(tx: Tx, { userId, state }: { readonly userId: number; readonly state: string }, nowMs: number) {
  await tx
    .insertInto('cockpit_setups')
    .values({ user_id: userId, state, updated_at: nowMs })
    .onConflict(conflict => conflict.column('user_id').doUpdateSet({ state, updated_at: nowMs }))
    .execute()
}

/** What was skipped stays as it was. Pure. */
export function toChange({ name, offer, hours, language, model }: SetupState): PlaybookChange {
  return {
    ...(offer !== null && { offer: writeOffer(name, offer) }),
    ...(name !== null && { greeting: greet(name) }),
    ...(hours !== null && { workingHours: hours }),
    ...(language !== null && { language }),
    ...(model !== null && { modelServer: model }),
  }
}

/** How a business that says no more than its name and its offer changes the playbook. Pure. */
export function describeBusiness({ name, offer }: { readonly name: string; readonly offer: string }): PlaybookChange {
  const known = cleanName(name)
  return { offer: writeOffer(known, offer), ...(known !== '' && { greeting: greet(known) }) }
}

function writeOffer(name: string | null, offer: string): string {
  return name === null || name === '' ? offer : `# ${name}\n\n${offer}`
}

function greet(name: string): Words {
  const { ru, en } = setupWords.greeting
  return { ru: ru.replace('{name}', () => name), en: en.replace('{name}', () => name) }
}

function describeFailure(failure: Exclude<PlaybookWritten, { kind: 'written' }>): Words {
  if (failure.kind === 'not-writable')
    return {
      ru: `Не удалось записать файлы (${failure.code}): у программы нет доступа к папке playbooks. Ничего не изменилось, ответы сохранены.`,
      en: `The files could not be written (${failure.code}): the program has no access to the folder playbooks. Nothing has changed, your answers are kept.`,
    }
  const list = failure.faults.map(describeFault).join('\n')
  return {
    ru: `Так записать нельзя, ничего не изменилось:\n${list}`,
    en: `This cannot be written, nothing has changed:\n${list}`,
  }
}

function describeFault(fault: PlaybookFault): string {
  return `- ${formatFault(fault)} → ${fault.cure}`
}
