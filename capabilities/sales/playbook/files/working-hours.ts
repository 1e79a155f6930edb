import type { WorkingStretch } from '../playbook.ts'

/** Reads `9:00-13:00, 14:00-18:00` (any dash) or `closed`; hours get two digits. The form was proved by the schema. */
export function parseWorkingHours(text: string): readonly WorkingStretch[] {
  return [...text.matchAll(/(\d{1,2}:\d{2})\s*[-–—]\s*(\d{1,2}:\d{2})/g)].map(([, from = '', to = '']) => ({
    from: from.padStart(5, '0'),
    to: to.padStart(5, '0'),
  }))
}

/** Minutes since midnight of HH:MM. */
export function minuteOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
