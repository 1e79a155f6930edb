import { defineExperiment } from '../../experiment.ts'

/** Whatever holds the data has not one byte left for 6 s. */
export const fillDisk = defineExperiment({
  name: 'disk-full',
  needs: ['small-disk'],
  lastsMs: 6_000,
  strike: ({ disk }) => void disk.fill(),
  async mend({ disk, layout, postgres }) {
    await disk.free()
    // PostgreSQL ends itself when its log has no room; an operator starts it again.
    if (layout === 'apart') {
      await postgres.interrupt('fast')
      await postgres.resume()
    }
  },
})
