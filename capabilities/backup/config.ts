import { z } from 'zod'
import { defineSection, type SectionValue, secret, text, wholeNumber } from '#shared/config'

export type BackupConfig = SectionValue<typeof backupSection>

/** Copies of everything, for the day on which the disk dies or somebody makes a mistake. */
export const backupSection = defineSection(
  'backup',
  z
    .strictObject({
      folder: text()
        .default('./data/backups')
        .describe('Where backups are kept. Better on another disk, or copied to another machine from here.'),
      every_hours: wholeNumber({ min: 1, max: 168 })
        .nullable()
        .default(null)
        .describe('How often the worker makes one by itself; without it, only `npm run cli -- backup` does.'),
      keep_daily: wholeNumber({ min: 1, max: 366 })
        .default(7)
        .describe('Of so many days the last backup is kept; older ones are removed after the next succeeds.'),
      keep_weekly: wholeNumber({ min: 0, max: 520 }).default(4).describe('Of so many weeks before, the last one, too.'),
      passphrase: secret(/^.{12,}$/u, 'at least 12 characters')
        .nullable()
        .default(null)
        .describe('Encrypts backups. Keep it apart from them: without it nobody can read them, not even you.'),
    })
    .describe('Backups of the database, playbooks and documents.'),
)
