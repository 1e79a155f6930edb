import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { tableRetention } from '../flow/retention/table-retention.ts'
import { commands } from '../scripts/cli/commands.ts'
import { serviceNames } from '../services/running-service.ts'
import { sections } from '../services/settings.ts'
import { listKeys } from '../shared/config/index.ts'
import { startTestGateway, type TestGateway, testAdminKey } from '../testing/gateway-harness.ts'
import { type Manifest, manifest } from '../testing/kubernetes-manifest.ts'

/** The files of infrastructure/, held against the code: what they name has to exist. No container is started. */
const root = join(import.meta.dirname, '..')
const home = join(root, 'infrastructure')
const read = (path: string): string => readFileSync(join(home, path), 'utf8')

const keys = sections.flatMap(section => [...listKeys(section)])
const settings = new Set(keys.filter(key => key.retired === null).map(key => key.variable))
const gatewayPort = keys.find(key => key.variable === 'API_GATEWAY_PORT')?.field.parse(undefined)
const servicesApart = serviceNames.filter(name => name !== 'api-gateway')

/** Whether the platform reads a variable: a setting, or the file of one. */
function isRead(variable: string): boolean {
  return settings.has(variable) || variable === 'NODE_ENV' || settings.has(variable.replace(/_FILE$/, ''))
}

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startTestGateway()
})
afterAll(() => gateway.close())

/** Paths that something outside asks of the gateway. */
async function isServed(path: string): Promise<boolean> {
  const response = await fetch(gateway.url + path, { headers: { authorization: `Bearer ${testAdminKey}` } })
  return response.status === 200
}

interface ComposeService {
  readonly image: string
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string | number | null>>
  readonly secrets?: readonly string[]
  readonly volumes?: readonly string[]
  readonly profiles?: readonly string[]
  readonly networks?: { readonly default: { readonly aliases: readonly string[] } }
  readonly healthcheck?: { readonly test?: readonly string[] }
  readonly deploy?: { readonly resources?: { readonly limits?: Readonly<Record<string, string>> } }
  readonly depends_on?: Readonly<Record<string, unknown>>
}
interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>
  readonly volumes: Readonly<Record<string, unknown>>
  readonly secrets: Readonly<Record<string, { readonly file: string }>>
}

describe('docker-compose.yml', () => {
  const compose = parse(read('docker-compose.yml'), { merge: true }) as Compose
  const services = Object.entries(compose.services)
  const ours = services.filter(([, { image }]) => image.startsWith('telegram-ai-platform:'))

  it('is valid by the schema of the compose specification', () => {
    const schema = JSON.parse(readFileSync(join(root, 'test/fixtures/deployment/compose-spec.json'), 'utf8'))
    // The schema writes `id` where its own dialect says `$id`.
    const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(withoutIds(schema) as object)
    validate(compose)
    expect(validate.errors ?? []).toEqual([])
    expect(validate({ services: { a: { image: 'x', prots: [] } } })).toBe(false)
  })

  it('has all four services apart, and all of them in one', () => {
    const inProfile = (profile: string) =>
      ours.filter(([, service]) => service.profiles?.includes(profile)).map(([name, { command }]) => [name, command])
    expect(inProfile('one-box')).toEqual([['platform', undefined]])
    expect(inProfile('full').sort()).toEqual([...serviceNames].sort().map(name => [name, [name]]))
  })

  it('sets only variables that are read', () => {
    const unread = ours.flatMap(([name, { environment = {} }]) =>
      Object.keys(environment).flatMap(variable => (isRead(variable) ? [] : [`${name}: ${variable}`])),
    )
    expect(unread).toEqual([])
  })

  it('gives each service the secrets it reads, and no other', () => {
    const wrong = services.flatMap(([name, { environment = {}, secrets = [] }]) => {
      const used = Object.values(environment).flatMap(value => /^\/run\/secrets\/(\w+)$/.exec(String(value))?.[1] ?? [])
      const isConfigured = name === 'prometheus'
      const missing = used.filter(secret => !secrets.includes(secret))
      const idle = secrets.filter(secret => !isConfigured && !used.includes(secret))
      const unknown = secrets.filter(secret => !(secret in compose.secrets))
      return [...missing, ...idle, ...unknown].map(secret => `${name}: ${secret}`)
    })
    expect(wrong).toEqual([])
    const explained = [...read('secrets/README.md').matchAll(/^\| `(\w+)` \|/gm)].map(([, secret]) => secret)
    expect(explained.sort()).toEqual(Object.keys(compose.secrets).sort())
  })

  it('mounts what exists, where the platform looks for it', () => {
    const wrong = services.flatMap(([name, { volumes = [] }]) =>
      volumes.flatMap(volume => {
        const [source = '', place = ''] = volume.split(':')
        const isThere = source.startsWith('./') ? existsSync(join(home, source)) : source in compose.volumes
        const isKnown = !place.startsWith('/app/') || folders.includes(place)
        return isThere && isKnown ? [] : [`${name}: ${volume}`]
      }),
    )
    expect(wrong).toEqual([])
  })

  it('limits what each service may take, and knows when it is well', async () => {
    for (const [name, service] of services) {
      expect([name, Object.keys(service.deploy?.resources?.limits ?? {}).sort()]).toEqual([name, ['cpus', 'memory']])
    }
    // The image's own check asks the gateway; who has none is asked where it tells of itself.
    for (const [name, { command, environment = {}, healthcheck }] of ours) {
      const hasGateway = command === undefined || command[0] === 'api-gateway'
      const [, port, path = ''] = /127\.0\.0\.1:(\d+)(\/\w+)/.exec(healthcheck?.test?.join(' ') ?? '') ?? []
      if (hasGateway) expect([name, healthcheck]).toEqual([name, undefined])
      else expect([name, port, await isServed(path)]).toEqual([name, environment.MONITORING_PORT, true])
    }
  })

  it('lets Caddy and Prometheus find the gateway by its name, port and paths', async () => {
    const [target = ''] = /gateway:\d+/.exec(read('Caddyfile')) ?? []
    expect(target).toBe(`gateway:${gatewayPort}`)
    const named = services.filter(([, { networks }]) => networks?.default.aliases.includes('gateway'))
    expect(named.map(([name]) => name)).toEqual(['platform', 'api-gateway'])
    const {
      scrape_configs: [scrape],
    } = parse(read('prometheus/prometheus.yml'))
    expect(scrape.static_configs).toEqual([{ targets: [`gateway:${gatewayPort}`], labels: { service: 'api-gateway' } }])
    expect(await isServed(scrape.metrics_path)).toBe(true)
    // Each of the others by its name, which is that of its service.
    const [others] = scrape.dns_sd_configs
    expect([...others.names].sort()).toEqual(servicesApart)
    for (const name of servicesApart) {
      const { MONITORING_HOST: host, MONITORING_PORT: port } = compose.services[name]?.environment ?? {}
      expect([name, host, port]).toEqual([name, '0.0.0.0', String(others.port)])
    }
    for (const name of serviceNames) expect(read('prometheus/alerts.yml')).toContain(`absent(up{service="${name}"})`)
    const [, hidden = ''] = /@inside path (.+)/.exec(read('Caddyfile')) ?? []
    for (const path of hidden.split(' ')) expect([path, await isServed(path)]).toEqual([path, true])
  })
})

describe('webhooks behind Caddy', () => {
  const { services } = parse(read('docker-compose.yml'), { merge: true }) as Compose
  const webhookPort = keys.find(key => key.variable === 'TELEGRAM_WEBHOOK_PORT')?.field.parse(undefined)

  it('go, with every path below, to the process in which the bots of the profile run', () => {
    const [, , matcher = '', upstream = ''] =
      /@telegram path (\S+) (\S+)\n\treverse_proxy @telegram \{\$PLATFORM_WEBHOOKS:(\S+)\}/.exec(read('Caddyfile')) ??
      []
    expect(upstream).toBe(`gateway:${gatewayPort}`)
    for (const name of ['platform', 'telegram-bot']) {
      const { environment = {} } = services[name] ?? {}
      const url = String(environment.TELEGRAM_WEBHOOK_URL)
      expect(matcher).toBe(`${url.slice(url.lastIndexOf('/'))}/*`)
      // Nobody reaches a port that is listened on inside of its container alone.
      expect(environment.TELEGRAM_WEBHOOK_HOST).toBe('0.0.0.0')
    }
    expect(read('docker-compose.yml')).toContain(`telegram-bot:${webhookPort}`)
    expect(readFileSync(join(root, 'docs/operations.md'), 'utf8')).toContain(
      `PLATFORM_WEBHOOKS=telegram-bot:${webhookPort}`,
    )
  })
})

const folders = ['/app/data', '/app/backups', '/app/playbooks', '/app/knowledge_base']

function withoutIds(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutIds)
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(
    Object.entries(schema).flatMap(([key, value]) =>
      key === '$schema' || (key === 'id' && typeof value === 'string') ? [] : [[key, withoutIds(value)]],
    ),
  )
}

describe('Dockerfile', () => {
  const text = read('Dockerfile').replaceAll('\\\n', ' ')

  it('copies what is there', () => {
    const sources = [...text.matchAll(/^COPY (?!--from)(?:--chown=\S+ )?(.+) \S+$/gm)].flatMap(([, list = '']) =>
      list.split(' '),
    )
    expect(sources.length).toBeGreaterThan(6)
    expect(sources.filter(path => !existsSync(join(root, path)))).toEqual([])
  })

  it('ends as somebody without rights, in a program that exists, with a check that is served', async () => {
    const final = text.split(/^FROM /m).at(-1) ?? ''
    expect(final).toMatch(/^USER node$/m)
    expect(final).toContain(`EXPOSE ${gatewayPort}`)
    const [, entry = ''] = /ENTRYPOINT \[.*"dist\/(scripts\/\w+)\.js"\]/.exec(final) ?? []
    expect(existsSync(join(root, `${entry}.ts`))).toBe(true)
    const [, port, path = ''] = /API_GATEWAY_PORT \?\? (\d+)\}(\/\w+)`/.exec(final) ?? []
    expect([Number(port), await isServed(path)]).toEqual([gatewayPort, true])
    const variables = [...(/^ENV (.+)$/m.exec(final)?.[1]?.matchAll(/(\w+)=/g) ?? [])].map(([, name = '']) => name)
    expect(variables.filter(name => !isRead(name))).toEqual([])
  })
})

describe('telegram-ai-platform.service', () => {
  const unit = read('systemd/telegram-ai-platform.service')

  it('starts a program that exists, sets variables that are read, and hands over each secret it names', () => {
    const [, entry = ''] = /^ExecStart=\S+ .*dist\/(scripts\/\w+)\.js$/m.exec(unit) ?? []
    expect(existsSync(join(root, `${entry}.ts`))).toBe(true)
    const set = [...unit.matchAll(/^Environment=(\w+)=(.*)$/gm)]
    expect(set.filter(([, name = '']) => !isRead(name))).toEqual([])
    const handed = [...unit.matchAll(/^LoadCredential=(\w+):/gm)].map(([, name]) => `%d/${name}`)
    expect(set.flatMap(([, name = '', value = '']) => (name.endsWith('_FILE') ? [value] : [])).sort()).toEqual(
      handed.sort(),
    )
  })

  it('lets the platform write where it does', () => {
    const [, paths = ''] = /^ReadWritePaths=(.+)$/m.exec(unit) ?? []
    const [, folder = ''] = /^WorkingDirectory=(.+)$/m.exec(unit) ?? []
    expect(paths.split(' ').map(path => path.replace(folder, ''))).toEqual(['/data', '/playbooks', '/knowledge_base'])
  })
})

describe('the manifests of Kubernetes', () => {
  const documents = readdirSync(join(home, 'kubernetes')).flatMap(file =>
    parseAllDocuments(read(`kubernetes/${file}`)).map(document => manifest.parse(document.toJS())),
  )
  const ofKind = <Kind extends Manifest['kind']>(kind: Kind) =>
    documents.filter((one): one is Extract<Manifest, { kind: Kind }> => one.kind === kind)
  const pods = [
    ...ofKind('Deployment').map(({ spec }) => spec.template),
    ...ofKind('CronJob').map(({ spec }) => spec.jobTemplate.spec.template),
  ]
  const containers = pods.flatMap(({ spec }) => spec.containers)

  it('run each service, the bot and the gateway once, and a command that exists', () => {
    const replicas = Object.fromEntries(
      ofKind('Deployment').map(({ metadata, spec }) => [metadata.name, spec.replicas]),
    )
    expect(replicas).toEqual({ analytics: 1, 'api-gateway': 1, 'telegram-bot': 1, worker: 2 })
    for (const { name, args, command } of containers) {
      if (command === undefined) expect(args).toEqual([serviceNames.find(known => known === name)])
      else expect(commands.map(known => known.name)).toEqual(expect.arrayContaining([...args]))
      expect(command?.[1] ?? 'dist/scripts/start.js').toMatch(/^dist\/scripts\/(start|cli)\.js$/)
    }
  })

  it('set variables that are read, and point to secrets that are explained', () => {
    const [settings] = ofKind('ConfigMap')
    const data = Object.entries(settings?.data ?? {})
    expect(data.filter(([name]) => !isRead(name))).toEqual([])
    const mount = containers[0]?.volumeMounts.find(({ name }) => name === 'secrets')?.mountPath
    const files = data.flatMap(([, value]) => (value.startsWith(`${mount}/`) ? [value.slice(`${mount}/`.length)] : []))
    expect(files.length).toBeGreaterThan(4)
    expect(files.filter(file => !read('secrets/README.md').includes(`| \`${file}\` |`))).toEqual([])
    expect(Object.fromEntries(data).API_GATEWAY_PORT).toBe(String(gatewayPort))
  })

  it('lead what Telegram calls, for every bot, to the process that listens', () => {
    const [settings] = ofKind('ConfigMap')
    const { host = '', pathname } = new URL(settings?.data.TELEGRAM_WEBHOOK_URL ?? '')
    const rule = ofKind('Ingress')[0]?.spec.rules.find(one => one.host === host)
    const first = rule?.http.paths.find(({ path, pathType }) => pathType === 'Prefix' && pathname.startsWith(path))
    expect([first?.path, first?.backend.service.name]).toEqual([pathname, 'telegram-bot'])
    const service = ofKind('Service').find(({ metadata }) => metadata.name === 'telegram-bot')
    const [port] = service?.spec.ports ?? []
    expect(port?.name).toBe(first?.backend.service.port.name)
    const bot = containers.find(({ name }) => name === 'telegram-bot')
    expect(bot?.ports?.map(({ name, containerPort }) => [name, String(containerPort)])).toContainEqual([
      port?.targetPort,
      settings?.data.TELEGRAM_WEBHOOK_PORT,
    ])
    const letIn = ofKind('NetworkPolicy').find(({ metadata }) => metadata.name === 'telegram-bot')
    expect(letIn?.spec.ingress.flatMap(({ ports = [] }) => ports.map(one => String(one.port)))).toEqual([
      settings?.data.TELEGRAM_WEBHOOK_PORT,
    ])
  })

  it.each(serviceNames)('ask %s for paths that it serves, at the port where it does', async service => {
    const data = ofKind('ConfigMap')[0]?.data
    const [portName, port] =
      service === 'api-gateway' ? ['http', gatewayPort] : ['monitoring', Number(data?.MONITORING_PORT)]
    const pod = pods.find(one => one.metadata.labels['app.kubernetes.io/name'] === service)
    const [container] = pod?.spec.containers ?? []
    expect(container?.ports).toContainEqual({ name: portName, containerPort: port })
    for (const one of [container?.startupProbe, container?.livenessProbe, container?.readinessProbe])
      expect([one?.httpGet.port, await isServed(one?.httpGet.path ?? '')]).toEqual([portName, true])
    const { annotations = {} } = pod?.metadata ?? {}
    expect(annotations['prometheus.io/port']).toBe(String(port))
    expect(await isServed(annotations['prometheus.io/path'] ?? '')).toBe(true)
    const letIn = ofKind('NetworkPolicy').filter(({ spec }) =>
      Object.entries(spec.podSelector.matchLabels).every(([key, value]) => pod?.metadata.labels[key] === value),
    )
    expect(letIn.flatMap(({ spec }) => spec.ingress.flatMap(({ ports = [] }) => ports.map(one => one.port)))).toContain(
      port,
    )
    // Nobody reaches what is listened on inside of its pod alone.
    expect([data?.API_GATEWAY_HOST, data?.MONITORING_HOST]).toEqual(['0.0.0.0', '0.0.0.0'])
  })

  it('select pods, volumes and services that are there', () => {
    const isChosen = (wanted: Readonly<Record<string, string>>) =>
      pods.some(({ metadata }) => Object.entries(wanted).every(([key, value]) => metadata.labels[key] === value))
    const chosen = [
      ...ofKind('Service').map(({ spec }) => spec.selector),
      ...ofKind('NetworkPolicy').map(({ spec }) => spec.podSelector.matchLabels),
      ...ofKind('PodDisruptionBudget').map(({ spec }) => spec.selector.matchLabels),
      ...ofKind('Deployment').map(({ spec }) => spec.selector.matchLabels),
    ]
    expect(chosen.filter(wanted => !isChosen(wanted))).toEqual([])
    for (const { spec } of pods) {
      const volumes = spec.volumes.map(({ name }) => name)
      expect(spec.containers.flatMap(one => one.volumeMounts).filter(({ name }) => !volumes.includes(name))).toEqual([])
    }
    for (const { spec } of ofKind('HorizontalPodAutoscaler'))
      expect(ofKind('Deployment').map(({ metadata }) => metadata.name)).toContain(spec.scaleTargetRef.name)
  })
})

describe('alerts, dashboards and scaling', () => {
  it('look at measurements that are made', () => {
    const sources = readdirSync(join(root, 'services'), { recursive: true, encoding: 'utf8' })
      .filter(path => path.endsWith('.ts'))
      .map(path => readFileSync(join(root, 'services', path), 'utf8'))
      .join('\n')
    const made = new Set([...sources.matchAll(/name: '([a-z_]+)'/g)].map(([, name]) => name))
    const expressions = [
      ...[...read('prometheus/alerts.yml').matchAll(/expr: (.+)/g)].map(([, text = '']) => text),
      ...[...read('grafana/telegram-ai-platform.json').matchAll(/"expr": "(.+?)(?<!\\)"/g)].map(
        ([, text = '']) => text,
      ),
      ...[...read('kubernetes/scaling.yaml').matchAll(/metric:\n\s+name: (\w+)/g)].map(([, text = '']) => text),
    ]
    const named = expressions.flatMap(
      text => text.replaceAll(/\{[^}]*\}|\([a-z_, ]+\) \(|by \([^)]*\)/g, ' ').match(/[a-z]+(?:_[a-z0-9]+)+/g) ?? [],
    )
    const theirs = /^(nodejs_|process_|histogram_quantile$)/
    const unknown = named.filter(name => !theirs.test(name) && !made.has(name.replace(/_(bucket|sum|count)$/, '')))
    expect(named.length).toBeGreaterThan(20)
    expect([...new Set(unknown)]).toEqual([])
  })
})

describe('docs/operations.md', () => {
  const document = readFileSync(join(root, 'docs/operations.md'), 'utf8')
  const privacy = document.split('## Privacy')[1]?.split(/^## /m)[0] ?? ''

  it('says of every table how long it is kept, as the code does', () => {
    const rows = privacy.split('\n').filter(line => line.startsWith('| '))
    const wrong = Object.entries(tableRetention).flatMap(([table, how]) => {
      const row = rows.find(line => line.includes(`\`${table}\``))
      if (row === undefined) return [`${table} is not there`]
      return how.kind === 'setting' && !row.includes(`\`${how.key}\``) ? [`${table} is not by ${how.key}`] : []
    })
    expect(wrong).toEqual([])
  })

  it('explains every alert, and names commands that exist', () => {
    const alerts = [...read('prometheus/alerts.yml').matchAll(/alert: (\w+)/g)].map(([, name]) => name)
    expect(alerts.filter(name => !document.includes(`| \`${name}\` |`))).toEqual([])
    const named = [...document.matchAll(/(?:cli --|cli\.js|`cli) ([a-z][a-z-]*)/g)].map(([, name]) => name)
    expect(named.length).toBeGreaterThan(8)
    expect(named.filter(name => !commands.some(command => command.name === name))).toEqual([])
  })
})
