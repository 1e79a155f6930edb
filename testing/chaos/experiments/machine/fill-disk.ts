import { sql } from 'kysely'
import { defineExperiment } from '../../experiment.ts'
import type { World } from '../../world/open-world.ts'

/** Whatever holds the data has not one byte left for 6 s. */
export const fillDisk = defineExperiment({
  name: 'disk-full',
  needs: ['small-disk'],
  lastsMs: 6_000,
  strike: ({ disk }) => void disk.fill(),
  async mend(world) {
    await world.disk.free()
    // PostgreSQL ends itself where not even its log has room: an operator starts it again.
    if (world.layout === 'one-box' || (await isAnswering(world))) return
    await world.postgres.interrupt('fast')
    await world.postgres.resume()
  },
})

function isAnswering({ database }: World): Promise<boolean> {
  return sql`select 1`.execute(database.db).then(
    () => true,
    () => false,
  )
}
