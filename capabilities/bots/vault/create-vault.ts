import { AppError, Secret } from '#shared/utils'
import { addKey, createKeyFile, dropFormerKeys, readKeyFile } from './key-file.ts'
import { sealText, unsealText } from './seal-text.ts'
import { parseKey, type SecretKey } from './secret-key.ts'

/** A secret as the database may hold it. */
export interface Sealed {
  readonly keyId: string
  readonly text: string
}

export type Unsealing =
  | { readonly kind: 'opened'; readonly secret: Secret }
  /** The key that sealed it is not here: the file was lost, or the setting was changed without `rekey`. */
  | { readonly kind: 'no-key' }
  /** It was changed, or belongs to another place. */
  | { readonly kind: 'damaged' }

/**
 * Seals secrets with a key that is not in the database. Keys are read anew each time: a process sees at once what another rotates.
 * Every function throws `secrets.key_file_unreadable` when the file is there and cannot be used.
 */
export interface Vault {
  /** `place` names what the secret belongs to, and must be given again to open it. Makes the key file at the first use. */
  seal(secret: Secret, place: string): Sealed
  open(sealed: Sealed, place: string): Unsealing
  /** The key that seals now; null while there is none. */
  currentKeyId(): string | null
  /** From now on a new key seals; the former ones still open. With a key from the settings, that is the new one already. */
  beginRotation(): void
  /** Forgets the former keys of the file. Only when nothing is sealed by them any more. */
  endRotation(): void
}

export interface VaultOptions {
  /** From the settings; null: the first one of the file. */
  readonly key: Secret | null
  readonly formerKey: Secret | null
  readonly keyFile: string
}

export function createVault({ key, formerKey, keyFile }: VaultOptions): Vault {
  const given = key === null ? null : toKey(key)
  const former = formerKey === null ? [] : [toKey(formerKey)]
  const keys = (): readonly SecretKey[] => [...(given === null ? [] : [given]), ...readKeyFile(keyFile), ...former]
  const current = (): SecretKey | null => given ?? readKeyFile(keyFile)[0] ?? null

  return {
    seal(secret, place) {
      if (current() === null) createKeyFile(keyFile)
      const sealing = current()
      if (sealing === null) throw new AppError('secrets.no_key', `the key file ${keyFile} holds no key`)
      return { keyId: sealing.id, text: sealText(secret.reveal(), place, sealing) }
    },
    open({ keyId, text }, place) {
      const opening = keys().find(({ id }) => id === keyId)
      if (opening === undefined) return { kind: 'no-key' }
      const opened = unsealText(text, place, opening)
      return opened === null ? { kind: 'damaged' } : { kind: 'opened', secret: new Secret(opened) }
    },
    currentKeyId: () => current()?.id ?? null,
    beginRotation() {
      if (given === null) addKey(keyFile)
    },
    endRotation() {
      if (given === null) dropFormerKeys(keyFile)
    },
  }
}

function toKey(secret: Secret): SecretKey {
  const key = parseKey(secret.reveal())
  // The settings are checked against the same pattern; this is for whoever comes by another way.
  if (key === null) throw new AppError('secrets.key_invalid', 'the secret key is not 32 bytes in base64')
  return key
}
