import { execFile } from 'node:child_process'
import { chmod, chown, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** As whom and from where PostgreSQL runs. Without an identity: as this process. */
export interface Runner {
  readonly binaries: string
  readonly identity?: { readonly uid: number; readonly gid: number }
}

/** PostgreSQL refuses to run as root. `nobody` exists everywhere; it gets `folder`, and a copy of binaries it cannot reach. */
export async function becomeNobody(binaries: string, folder: string): Promise<Runner> {
  const identity = { uid: await idOfNobody('-u'), gid: await idOfNobody('-g') }
  await chmod(folder, 0o755)
  await chown(folder, identity.uid, identity.gid)
  if (await isOpenToAll(binaries)) return { binaries, identity }
  // The whole prefix: PostgreSQL looks for its libraries and its catalog beside its binaries.
  const copy = join(folder, 'postgresql')
  await run('cp', ['-a', dirname(binaries), copy])
  await run('chown', ['-R', `${identity.uid}:${identity.gid}`, copy])
  return { binaries: join(copy, 'bin'), identity }
}

async function idOfNobody(flag: '-u' | '-g'): Promise<number> {
  const { stdout } = await run('id', [flag, 'nobody'])
  return Number(stdout)
}

async function isOpenToAll(folder: string): Promise<boolean> {
  const { mode } = await stat(folder)
  const isOpen = (mode & 0o005) === 0o005
  return isOpen && (dirname(folder) === folder || (await isOpenToAll(dirname(folder))))
}
