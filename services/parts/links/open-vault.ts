import { createVault, type Vault } from '#capabilities/bots'
import type { Settings } from '../../settings.ts'

/** What seals the tokens of the bots, as the settings name its key. */
export function openVault({ secrets }: Pick<Settings, 'secrets'>): Vault {
  return createVault({ key: secrets.key, formerKey: secrets.former_key, keyFile: secrets.key_file })
}
