/** What a key or a signed-in person may do. Each role may do all that the one before it may. */
export const roles = ['viewer', 'operator', 'admin'] as const

/**
 * `viewer` reads; `operator` also works with clients (writes to them, takes over, edits leads and meetings); `admin` also decides
 * who may come in, what leaves the house, and what is forgotten.
 */
export type Role = (typeof roles)[number]

/** Whether `role` may do what `needed` may. */
export function covers(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed)
}
