import type { Fault, FuzzReport } from './fuzz-api.ts'

/** A line per operation with how often it answered what, then the first faults, each with what repeats it. */
export function describeReport({ faults, statuses }: FuzzReport): string {
  const lines = [...statuses].map(([name, counts]) => {
    const told = [...counts].sort(([one], [other]) => one - other).map(([status, count]) => `${status}×${count}`)
    return `${name}  ${told.join(' ')}`
  })
  return [...lines, '', `${faults.length} faults`, ...faults.slice(0, 20).map(describeFault)].join('\n')
}

export function describeFault({ complaint, request, answer }: Fault): string {
  const { caller, target, operation, headers, body } = request
  const sent = `${caller}: ${operation.method} ${target.slice(0, 300)} ${JSON.stringify(headers)} ${body?.slice(0, 300) ?? ''}`
  return `${complaint}\n  ${sent}\n  → ${answer.status} ${answer.type} ${answer.text.slice(0, 300)}`
}
