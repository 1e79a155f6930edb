import type { Person, World } from './world.ts'

export interface NewUser {
  /** Default: the next free one. */
  readonly id?: number
  readonly firstName: string
  readonly lastName?: string
  readonly username?: string
  readonly languageCode?: string
}

const firstUserId = 500_001

export function addPerson(world: World, user: NewUser): Person {
  const id = user.id ?? firstUserId + world.people.size
  const names = { first_name: user.firstName, last_name: user.lastName, username: user.username }
  const person: Person = {
    user: { id, is_bot: false, ...names, language_code: user.languageCode },
    chat: { id, type: 'private', ...names },
    isDeactivated: false,
    businessMessageIds: { next: 1 },
  }
  world.people.set(id, person)
  return person
}
