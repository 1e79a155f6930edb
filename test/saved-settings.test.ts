import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { serviceNames } from '../services/running-service.ts'
import { manifest } from '../testing/kubernetes-manifest.ts'

/**
 * Settings that the dashboard changes are written into .env. Wherever the folder of the code is closed, .env is a link into one that
 * is open: that of the image, and that of the install under systemd.
 */
const root = join(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

interface Compose {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly image: string
        readonly volumes?: readonly string[]
        readonly environment?: Readonly<Record<string, string | null>>
      }
    >
  >
}

describe('settings that the dashboard changes', () => {
  const image =
    read('infrastructure/Dockerfile')
      .split(/^FROM /m)
      .at(-1) ?? ''
  const [, workingFolder] = /^WORKDIR (\S+)$/m.exec(image) ?? []
  const [, target] = /\bln -s (\S+)\/\.env \.env\b/.exec(image) ?? []
  const folder = `${workingFolder}/${target}`

  it('stand in a volume of compose, and what nobody set is left to them', () => {
    const compose = parse(read('infrastructure/docker-compose.yml'), { merge: true }) as Compose
    const ours = Object.values(compose.services).filter(one => one.image.startsWith('telegram-ai-platform:'))
    expect(ours).toHaveLength(serviceNames.length + 1)
    for (const { volumes = [], environment = {} } of ours) {
      expect(volumes.map(volume => volume.split(':')[1])).toContain(folder)
      expect(image).toContain(`VOLUME ${folder}\n`)
      // Handed on where it is set. `${NAME:-}` would set it to nothing, and what is set is beyond the dashboard.
      expect(environment).toHaveProperty('AI_SERVER_BASE_URL', null)
      expect(Object.values(environment).filter(value => value?.endsWith(':-}'))).toEqual([])
    }
  })

  it('stand in the volume that all pods of Kubernetes share', () => {
    const documents = readdirSync(join(root, 'infrastructure/kubernetes')).flatMap(file =>
      parseAllDocuments(read(`infrastructure/kubernetes/${file}`)).map(document => manifest.parse(document.toJS())),
    )
    const deployments = documents.filter(one => one.kind === 'Deployment')
    expect(deployments).toHaveLength(serviceNames.length)
    for (const { spec } of deployments) {
      const { containers, volumes } = spec.template.spec
      const mount = containers[0]?.volumeMounts.find(({ mountPath }) => mountPath === folder)
      expect([mount?.name, mount?.readOnly ?? false]).toEqual(['data', false])
      const claim = { claimName: 'platform-data' }
      expect(volumes.find(({ name }) => name === mount?.name)?.persistentVolumeClaim).toEqual(claim)
    }
    const claim = documents.find(one => one.kind === 'PersistentVolumeClaim')
    expect(claim?.spec.accessModes).toEqual(['ReadWriteMany'])
  })

  it('stand, under systemd, in a folder that the unit opens', () => {
    const [, paths = ''] =
      /^ReadWritePaths=(.+)$/m.exec(read('infrastructure/systemd/telegram-ai-platform.service')) ?? []
    const install = read('docs/operations.md').split('**Without containers.**')[1] ?? ''
    const [, linked] = /`mkdir data && ln -s (\S+)\/\.env \.env`/.exec(install) ?? []
    expect(paths.split(' ').map(path => basename(path))).toContain(linked)
  })
})
