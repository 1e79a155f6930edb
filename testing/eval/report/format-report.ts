import type { Verdict } from '../judge/judge-dialogue.ts'

export function formatReport(verdicts: readonly Verdict[], isTold: boolean): string {
  return verdicts
    .map(v =>
      [
        `${v.faults.length === 0 ? 'ok ' : 'BAD'} ${v.name}  slots ${v.slots.right}/${v.slots.total} repeated ${v.repeated.length} invented ${v.inventions.length} turns ${v.turns}`,
        ...[...v.faults, ...v.slots.wrong, ...v.repeated.map(s => `asked again: ${s}`), ...v.inventions, ...v.forbidden.map(s => `forbidden: ${s}`)].map(x => `      ! ${x}`),
        ...(isTold ? v.transcript.map(x => `      ${x}`) : []),
      ].join('\n'),
    )
    .join('\n')
}
